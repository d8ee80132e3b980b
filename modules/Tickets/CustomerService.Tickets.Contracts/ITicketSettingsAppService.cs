using CustomerService.Framework.Application;

namespace CustomerService.Tickets;

/// <summary>How tickets end, as the tenant's admin sets it.</summary>
public interface ITicketSettingsAppService : IApplicationService
{
    Task<TicketSettingsInput> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Counts for tickets that are resolved from now on: the others' customers have been told their day.</summary>
    Task SetAsync(TicketSettingsInput input, CancellationToken cancellationToken = default);
}
