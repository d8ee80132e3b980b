using CustomerService.Framework.Modularity;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Groups;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Escalations;

/// <summary>What a step does with the ticket's place.</summary>
internal sealed class EscalationReassigner(AgentGroupManager groups, AssignmentManager assignments) : ITransientDependency
{
    /// <returns>The new owner; null when it stays.</returns>
    public async Task<Guid?> MoveAsync(EscalationRule step, TicketSnapshot ticket, AgentGroup? group, CancellationToken cancellationToken)
    {
        if (
            step.Move == EscalationReassignment.OtherGroup
            && step.GroupId is { } otherId
            && await groups.FindAsync(otherId, cancellationToken) is { } other
        )
        {
            return await assignments.MoveAsync(ticket, other, 0, AssignmentReason.Escalated, cancellationToken);
        }

        if (step.Move != EscalationReassignment.MoreStars || group is null)
        {
            return null;
        }

        var owned = group.Members.FirstOrDefault(m => m.UserId == ticket.AssigneeId)?.Stars ?? 0;
        return await assignments.MoveAsync(ticket, group, owned + 1, AssignmentReason.Escalated, cancellationToken)
            ?? await assignments.MoveAsync(ticket, group, 0, AssignmentReason.Escalated, cancellationToken);
    }
}
