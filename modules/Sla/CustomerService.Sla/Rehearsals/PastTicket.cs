using CustomerService.Sla.Clocks;
using CustomerService.Sla.Policies;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Rehearsals;

/// <param name="Facts">With the priority it was filed with.</param>
/// <param name="Really">Promises that were made and are settled.</param>
internal sealed record PastTicket(
    Guid Id,
    DateTime CreatedAt,
    TicketFacts Facts,
    IReadOnlyList<TicketStep> Steps,
    IReadOnlyList<PlayedPromise> Really
);

internal static class TicketStepExtensions
{
    /// <summary>What the handlers of the ticket's events say to its clocks.</summary>
    /// <param name="before">The status until then.</param>
    public static void Tell(this TicketStep step, TicketClocks clocks, TicketStatus before, DateTime created, DateTime at)
    {
        switch (step.Kind)
        {
            case TicketStepKind.Answered:
                clocks.OnAgentReply(before, step.IsByOwner, at);
                break;
            case TicketStepKind.Noted:
                clocks.OnInternalNote(step.IsByOwner, at);
                break;
            case TicketStepKind.CustomerWrote:
                clocks.OnCustomerReply(before, at);
                break;
            case TicketStepKind.StatusChanged:
                clocks.ChangeStatus(step.Status, before.IsFinal() && !step.Status.IsFinal(), step.IsByOwner, at);
                break;
            case TicketStepKind.PriorityChanged:
                clocks.Retarget(before, created, at, SlaPromiseReason.Reclassified);
                break;
            case TicketStepKind.Assigned:
                clocks.HandOver(hadOwner: false, hasOwner: true, step.IsByOwner, at);
                break;
            case TicketStepKind.HandedOver:
                clocks.HandOver(hadOwner: true, hasOwner: true, step.IsByOwner, at);
                break;
            case TicketStepKind.Unassigned:
                clocks.HandOver(hadOwner: true, hasOwner: false, isTaken: false, at);
                break;
            case TicketStepKind.MergedInto:
                clocks.Withdraw(at);
                break;
        }
    }
}
