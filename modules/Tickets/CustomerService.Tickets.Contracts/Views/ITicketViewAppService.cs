using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Views;

public interface ITicketViewAppService : IApplicationService
{
    /// <summary>Built-in and saved views with their counts, capped at <see cref="TicketLimits.CountCap"/> + 1.</summary>
    Task<IReadOnlyList<TicketViewDto>> GetAllAsync(CancellationToken cancellationToken = default);

    Task<Guid> SaveAsync(SaveViewInput input, CancellationToken cancellationToken = default);

    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);
}

/// <summary>The built-in views. A saved view's key is its id.</summary>
public static class TicketViews
{
    public const string Mine = "mine";
    public const string MyGroups = "groups";
    public const string Unassigned = "unassigned";
    public const string Overdue = "overdue";
    public const string Waiting = "waiting";
    public const string Snoozed = "snoozed";
    public const string AllOpen = "open";
    public const string Solved = "solved";

    /// <summary>Everything; not shown as a view, used by searches and the API.</summary>
    public const string All = "all";

    public static readonly IReadOnlyList<string> BuiltIn = [Mine, MyGroups, Unassigned, Overdue, Waiting, Snoozed, AllOpen, Solved];
}

/// <param name="Filter">Null for built-in views.</param>
public sealed record TicketViewDto(
    string Key,
    string Name,
    string Icon,
    int Count,
    bool IsBuiltIn,
    bool IsShared,
    bool IsMine,
    TicketFilter? Filter
);

public sealed class SaveViewInput
{
    [Required, StringLength(60)]
    public string Name { get; set; } = "";

    public bool IsShared { get; set; }

    public TicketFilter Filter { get; set; } = new();
}
