using CustomerService.Framework.Application;

namespace CustomerService.Routing.Groups;

/// <summary>For the demo seed and the import: groups and stars of the current tenant.</summary>
public interface IRoutingIntegrationService : IIntegrationService
{
    Task<IReadOnlyList<GroupSummaryDto>> GetGroupsAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes the group if its key is new.</summary>
    Task<GroupSummaryDto> EnsureGroupAsync(string key, string name, CancellationToken cancellationToken = default);

    /// <param name="stars">1 to 5.</param>
    Task SetMemberAsync(Guid groupId, Guid userId, int stars, bool isLead, CancellationToken cancellationToken = default);

    /// <summary>When somebody was online before anything was recorded here. Nothing happens once something was.</summary>
    /// <param name="online">Not overlapping.</param>
    Task RecallPresenceAsync(Guid userId, IReadOnlyList<PresenceTime> online, CancellationToken cancellationToken = default);

    Task SetPresenceAsync(Guid userId, bool isOnline, int capacity, CancellationToken cancellationToken = default);
}

/// <summary>UTC.</summary>
public sealed record PresenceTime(DateTime From, DateTime To);

public sealed record GroupSummaryDto(Guid Id, string Key, string Name);
