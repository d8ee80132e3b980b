using CustomerService.Framework.Application;

namespace CustomerService.Tickets;

/// <summary>What a new admin has tried with tickets, and the samples to try it on.</summary>
public interface IFirstHourAppService : IApplicationService
{
    Task<FirstHourDto> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Tickets, what was written to them, and the made-up people who sent them; other tickets stay as they are.</summary>
    Task RemoveSamplesAsync(CancellationToken cancellationToken = default);
}

/// <param name="WasGivenSamples">The tenant began with sample tickets.</param>
/// <param name="Samples">Those that are still there.</param>
/// <param name="HasPortalRequest">Somebody has sent a request by the portal's form.</param>
public sealed record FirstHourDto(bool WasGivenSamples, int Samples, bool HasPortalRequest);
