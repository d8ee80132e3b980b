using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Routing.Exceptions;
using CustomerService.Routing.Groups;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Assignment;

/// <summary>
/// What people pick or give by hand obeys the rules of the decision: a member of the group, with enough stars. Who
/// picks for himself keeps to his
/// capacity too; a lead may give somebody one more.
/// </summary>
internal sealed class AssignmentGuard(
    AgentGroupManager groups,
    AgentDirectory agents,
    IUserIntegrationService users,
    ExceptionManager exceptions,
    TimeProvider time
) : IAssignmentGuard, ITransientDependency
{
    public async Task CheckAsync(TicketSnapshot ticket, Guid agentId, bool isOwnChoice, CancellationToken cancellationToken = default)
    {
        // A group without people has nobody to protect.
        if (
            await groups.FindForAsync(ticket, keepGroup: true, cancellationToken) is not { Members.Count: > 0 } group
            || await exceptions.IsAllowedAsync(ticket.Id, agentId, time.GetUtcNow().UtcDateTime, cancellationToken)
        )
        {
            return;
        }

        if (group.StarsOf(agentId) is not { } stars)
        {
            throw new BusinessException(RoutingErrorCodes.NotInGroup).WithData("Group", group.Name);
        }

        var tier = (await users.FindAsync(ticket.RequesterId, cancellationToken))?.Tier ?? CustomerTier.Standard;
        var facts = new TicketFacts(ticket.Priority, ticket.Risk, ticket.Complexity, tier);
        var policy = group.ToPolicy();
        var isDowngraded = ticket.CreationTime + policy.DowngradeAfter <= time.GetUtcNow().UtcDateTime;
        var needed = isDowngraded ? policy.FloorFor(facts) : policy.StarsFor(facts);
        if (stars < needed)
        {
            throw new BusinessException(RoutingErrorCodes.NotEnoughStars)
                .WithData("Needed", needed)
                .WithData("Stars", stars)
                .WithData("Group", group.Name);
        }

        var seat = (await agents.ReadAsync([group], null, isForPeople: true, cancellationToken))[group.Id].Find(agentId)!;
        if (isOwnChoice && seat.Person.Load >= seat.Capacity)
        {
            throw new BusinessException(RoutingErrorCodes.AtCapacity).WithData("Capacity", seat.Capacity);
        }
    }
}
