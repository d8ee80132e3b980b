using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Tickets;

/// <summary>Gives one ticket to somebody by hand, as the rules of assignment allow.</summary>
internal sealed class TicketAssigner(
    IUserIntegrationService users,
    IEnumerable<IAssignmentGuard> guards,
    IEnumerable<IAgentGroupProvider> groups,
    IStringLocalizer localizer,
    TimeProvider time
) : ITransientDependency
{
    /// <exception cref="BusinessException">Somebody else has become the owner, or the agent is unknown.</exception>
    public async Task AssignAsync(
        Ticket ticket,
        Guid? agentId,
        Guid? expectedAgentId,
        TicketActor actor,
        CancellationToken cancellationToken
    )
    {
        if (ticket.AssigneeId == agentId)
        {
            return;
        }

        var people = await users.GetManyAsync([.. new[] { agentId, ticket.AssigneeId }.OfType<Guid>()], cancellationToken);
        var before = ticket.AssigneeId is { } id ? people.GetValueOrDefault(id)?.Name : null;
        if (ticket.AssigneeId != expectedAgentId)
        {
            throw BusinessException.Conflict(TicketErrorCodes.OwnerMoved).WithData("Now", before ?? localizer["Tickets.Nobody"].Value);
        }

        var agent = agentId is { } wanted ? people.GetValueOrDefault(wanted) : null;
        if (agentId is not null && agent is not { IsStaff: true })
        {
            throw new BusinessException(TicketErrorCodes.AgentNotFound);
        }

        if (agentId is { } taker && ticket.Status != TicketStatus.Closed)
        {
            await CheckAsync(ticket, taker, actor, cancellationToken);
        }

        if (!ticket.Assign(agentId, before, agent?.Name, actor, time.GetUtcNow().UtcDateTime))
        {
            throw new BusinessException(TicketErrorCodes.ClosedForReplies).WithData("Number", ticket.Number);
        }
    }

    /// <summary>Sends a ticket to another group. An owner who does not work there gives it back to that group's queue.</summary>
    public async Task MoveAsync(Ticket ticket, Guid groupId, TicketActor actor, CancellationToken cancellationToken)
    {
        var name =
            (await GetGroupsAsync(cancellationToken)).FirstOrDefault(g => g.Id == groupId)?.Name
            ?? throw new BusinessException(TicketErrorCodes.GroupGone);
        if (ticket.Status == TicketStatus.Closed)
        {
            throw new BusinessException(TicketErrorCodes.ClosedForReplies).WithData("Number", ticket.Number);
        }

        ticket.MoveToGroup(groupId, name, ticket.RequiredStars, actor, time.GetUtcNow().UtcDateTime);
        if (ticket.AssigneeId is { } owner && !await WorksInAsync(owner, groupId, cancellationToken))
        {
            await AssignAsync(ticket, null, owner, actor, cancellationToken);
        }
    }

    /// <returns>By name.</returns>
    public async Task<IReadOnlyList<GroupNameDto>> GetGroupsAsync(CancellationToken cancellationToken)
    {
        var all = new List<GroupNameDto>();
        foreach (var provider in groups)
        {
            all.AddRange((await provider.GetNamesAsync(cancellationToken)).Select(g => new GroupNameDto(g.Key, g.Value)));
        }

        return [.. all.OrderBy(g => g.Name, StringComparer.CurrentCulture)];
    }

    private async Task<bool> WorksInAsync(Guid agentId, Guid groupId, CancellationToken cancellationToken)
    {
        foreach (var provider in groups)
        {
            if ((await provider.GetMemberIdsAsync(groupId, cancellationToken)).Contains(agentId))
            {
                return true;
            }
        }

        return false;
    }

    /// <exception cref="BusinessException">The rules of assignment do not give this person this ticket.</exception>
    public async Task CheckAsync(Ticket ticket, Guid agentId, TicketActor actor, CancellationToken cancellationToken)
    {
        foreach (var guard in guards)
        {
            await guard.CheckAsync(ticket.Snapshot(), agentId, actor.Id == agentId, cancellationToken);
        }
    }
}
