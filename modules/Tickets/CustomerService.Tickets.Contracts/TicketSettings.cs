using System.ComponentModel.DataAnnotations;

namespace CustomerService.Tickets;

/// <summary>Names of what a tenant can set.</summary>
public static class TicketSettings
{
    /// <summary>Days after which a resolved ticket closes by itself; 0 for never.</summary>
    public const string AutoCloseDays = "Tickets.AutoCloseDays";
}

public sealed class TicketSettingsInput
{
    /// <inheritdoc cref="TicketSettings.AutoCloseDays"/>
    [Range(0, 90)]
    public int AutoCloseDays { get; set; }
}
