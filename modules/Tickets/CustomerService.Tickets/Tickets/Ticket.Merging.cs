using System.Globalization;
using CustomerService.Framework.Errors;

namespace CustomerService.Tickets.Tickets;

internal sealed partial class Ticket
{
    /// <summary>
    /// This story goes on in another ticket of the same customer; this one is closed for good. Nobody is answered by it
    /// and nothing was solved,
    /// so it says neither: whoever keeps promises or places in line hears <see cref="TicketMergedEto"/> instead.
    /// </summary>
    /// <param name="together">The numbers of all that are merged in one step.</param>
    /// <exception cref="BusinessException">The two cannot be one, see <see cref="MergeProblem"/>.</exception>
    public void MergeInto(Ticket target, IReadOnlyList<long> together, TicketActor actor, DateTime now)
    {
        if (MergeProblem(target) is { } problem)
        {
            throw problem;
        }

        var from = Status;
        target.TakeIn(this, actor, now);
        (MergedIntoId, MergedInto, SnoozedUntil) = (target.Id, target.Number, null);
        (Status, IsOpen, ClosedAt) = (TicketStatus.Closed, false, ClosedAt ?? now);
        if (from != Status)
        {
            Record(TicketField.Status, from.ToString(), Status.ToString(), actor, now, TicketReasons.Merged);
        }

        Record(TicketField.Merge, null, Text(target.Number), actor, now);
        AddDistributedEvent(new TicketMergedEto(Snapshot(), now, target.Snapshot(), together, actor.Id));
    }

    /// <summary>Why this ticket cannot be merged into that one; null when it can.</summary>
    public BusinessException? MergeProblem(Ticket target)
    {
        if (target.Id == Id)
        {
            return new BusinessException(TicketErrorCodes.MergeWithItself).WithData("Number", Number);
        }

        if (Merged() is { } merged)
        {
            return merged;
        }

        if (target.Merged() is { } targetMerged)
        {
            return targetMerged;
        }

        // Each of two customers would read what the other wrote, and one of them would wait for an answer that the other gets.
        return target.RequesterId != RequesterId
                ? new BusinessException(TicketErrorCodes.MergeOfTwoCustomers)
                    .WithData("Number", Number)
                    .WithData("Name", RequesterName)
                    .WithData("Into", target.Number)
                    .WithData("IntoName", target.RequesterName)
            : target.IsOpen ? null
            : new BusinessException(TicketErrorCodes.MergeIntoSolved).WithData("Number", target.Number);
    }

    public void RecordLink(long number, bool isAdded, TicketActor actor, DateTime now)
    {
        CheckNotMerged();
        Record(TicketField.Link, isAdded ? null : Text(number), isAdded ? Text(number) : null, actor, now);
    }

    /// <summary>A message of this ticket has begun the other one.</summary>
    public void RecordSplit(Ticket created, TicketActor actor, DateTime now)
    {
        Record(TicketField.Split, null, Text(created.Number), actor, now);
        created.Record(TicketField.Split, Text(Number), null, actor, now);
    }

    /// <summary>The customer's newest word may lie in the other ticket: then this one does not wait for him any more.</summary>
    private void TakeIn(Ticket other, TicketActor actor, DateTime now)
    {
        if (other.LastMessageAt > LastMessageAt)
        {
            (LastMessageAt, LastActorIsCustomer) = (other.LastMessageAt, other.LastActorIsCustomer);
        }

        Record(TicketField.Merge, Text(other.Number), null, actor, now);
        var customerWaits = other is { IsOpen: true, LastActorIsCustomer: true };
        if (Status == TicketStatus.WaitingForCustomer && customerWaits)
        {
            ChangeStatus(TicketStatus.InProgress, actor, now, TicketReasons.CustomerAnswered);
        }

        AddDistributedEvent(new TicketMergeReceivedEto(Snapshot(), now, other.Snapshot(), customerWaits));
    }

    private void CheckNotMerged()
    {
        if (Merged() is { } merged)
        {
            throw merged;
        }
    }

    private BusinessException? Merged() =>
        MergedInto is { } into
            ? BusinessException.Conflict(TicketErrorCodes.IsMerged).WithData("Number", Number).WithData("Into", into)
            : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
