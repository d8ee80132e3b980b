using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Groups;

/// <summary>Which group a ticket belongs to.</summary>
internal sealed class AgentGroupManager(CustomerServiceDbContext db) : ITransientDependency
{
    public async Task<AgentGroup> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ?? throw BusinessException.NotFound(RoutingErrorCodes.GroupNotFound);

    public Task<AgentGroup?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Set<AgentGroup>().FirstOrDefaultAsync(g => g.Id == id, cancellationToken);

    public async Task<IReadOnlyList<AgentGroup>> GetAllAsync(CancellationToken cancellationToken) =>
        [
            .. (await db.Set<AgentGroup>().ToListAsync(cancellationToken))
                .Union(db.Set<AgentGroup>().Local)
                .OrderBy(g => g.CreationTime)
                .ThenBy(g => g.Id),
        ];

    public async Task<IReadOnlyList<AgentGroup>> GetOfAsync(Guid userId, CancellationToken cancellationToken) =>
        [.. (await GetAllAsync(cancellationToken)).Where(g => g.StarsOf(userId) is not null)];

    /// <summary>
    /// The group it already has, or that its request type is sent to, or the default one. null: there is no group at
    /// all.
    /// </summary>
    public async Task<AgentGroup?> FindForAsync(TicketSnapshot ticket, bool keepGroup, CancellationToken cancellationToken) =>
        Choose(await GetAllAsync(cancellationToken), keepGroup ? ticket.GroupId : null, ticket.RequestTypeKey);

    /// <param name="ownGroupId">The group that a ticket already has.</param>
    public static AgentGroup? Choose(IReadOnlyList<AgentGroup> groups, Guid? ownGroupId, string requestTypeKey) =>
        groups.FirstOrDefault(g => g.Id == ownGroupId)
        ?? groups.FirstOrDefault(g => g.RequestTypeKeys.Contains(requestTypeKey))
        ?? groups.FirstOrDefault(g => g.IsDefault)
        ?? groups.FirstOrDefault();
}

/// <summary>Tells Tickets who works where.</summary>
internal sealed class AgentGroupProvider(CustomerServiceDbContext db) : IAgentGroupProvider, ITransientDependency
{
    public async Task<IReadOnlyList<Guid>> GetGroupIdsAsync(Guid userId) =>
        await db.Set<GroupMember>().Where(m => m.UserId == userId).Select(m => m.GroupId).ToListAsync();

    public async Task<IReadOnlyDictionary<Guid, string>> GetNamesAsync(CancellationToken cancellationToken = default) =>
        await db.Set<AgentGroup>().Select(g => new { g.Id, g.Name }).ToDictionaryAsync(g => g.Id, g => g.Name, cancellationToken);

    public async Task<IReadOnlyList<Guid>> GetMemberIdsAsync(Guid groupId, CancellationToken cancellationToken = default) =>
        await db.Set<GroupMember>().Where(m => m.GroupId == groupId).Select(m => m.UserId).ToListAsync(cancellationToken);
}
