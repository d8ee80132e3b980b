using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Tickets;

/// <summary>Names of what a tenant can set.</summary>
public static class TicketSettings
{
    /// <summary>Days after which a resolved ticket closes by itself; 0 for never.</summary>
    public const string AutoCloseDays = "Tickets.AutoCloseDays";
}

/// <summary>How tickets end, as the tenant's admin sets it.</summary>
public interface ITicketSettingsAppService : IApplicationService
{
    Task<TicketSettingsInput> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Counts for tickets that are resolved from now on: the others' customers have been told their day.</summary>
    Task SetAsync(TicketSettingsInput input, CancellationToken cancellationToken = default);
}

public sealed class TicketSettingsInput
{
    /// <inheritdoc cref="TicketSettings.AutoCloseDays"/>
    [Range(0, 90)]
    public int AutoCloseDays { get; set; }
}
