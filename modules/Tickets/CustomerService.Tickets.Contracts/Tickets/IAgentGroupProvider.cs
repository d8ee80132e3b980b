namespace CustomerService.Tickets.Tickets;

/// <summary>The groups that tickets lie in, for modules that Routing builds on; implemented by Routing.</summary>
public interface IAgentGroupProvider
{
    /// <summary>Those of an agent, for the view "my groups".</summary>
    Task<IReadOnlyList<Guid>> GetGroupIdsAsync(Guid userId);

    /// <summary>All of the tenant, by name.</summary>
    Task<IReadOnlyDictionary<Guid, string>> GetNamesAsync(CancellationToken cancellationToken = default);

    Task<IReadOnlyList<Guid>> GetMemberIdsAsync(Guid groupId, CancellationToken cancellationToken = default);
}
