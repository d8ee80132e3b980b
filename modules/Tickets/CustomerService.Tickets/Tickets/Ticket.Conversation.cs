using CustomerService.Framework.Errors;
using CustomerService.Framework.Texts;

namespace CustomerService.Tickets.Tickets;

internal sealed partial class Ticket
{
    private const int ExcerptLength = 280;

    /// <summary>
    /// Staff answers the customer. A new ticket is in progress from then on, unless <paramref name="statusAfter"/> says
    /// where it goes.
    /// </summary>
    public TicketMessage Reply(
        TicketActor actor,
        string body,
        TicketStatus? statusAfter,
        DateTime now,
        IReadOnlyList<Guid>? mentioned = null
    )
    {
        if (Status == TicketStatus.Closed && !TicketLifecycle.IsInReopenWindow(ClosedAt, now))
        {
            throw new BusinessException(TicketErrorCodes.ClosedForReplies).WithData("Number", Number);
        }

        var message = AddMessage(actor, body, true, now, mentioned);
        FirstResponseAt ??= now;
        var target = statusAfter ?? (Status == TicketStatus.New ? TicketStatus.InProgress : Status);
        if (target != Status)
        {
            ChangeStatus(target, actor, now);
        }

        return message;
    }

    /// <summary>For colleagues only; possible in every status.</summary>
    public TicketMessage AddNote(TicketActor actor, string body, DateTime now, IReadOnlyList<Guid>? mentioned = null) =>
        AddMessage(actor, body, false, now, mentioned);

    /// <summary>The customer writes: what waited for him goes on, what was resolved or lately closed is open again.</summary>
    /// <exception cref="BusinessException">Closed too long ago: the story goes on in a follow-up.</exception>
    public TicketMessage OnCustomerReply(TicketActor customer, string body, DateTime now)
    {
        if (NeedsFollowUp(now))
        {
            throw new BusinessException(TicketErrorCodes.ReopenTooLate)
                .WithData("Number", Number)
                .WithData("Days", (int)TicketLimits.ReopenWindow.TotalDays);
        }

        var message = AddMessage(customer, body, true, now, null);
        Wake(customer, now, TicketReasons.CustomerAnswered);
        if (Status is TicketStatus.WaitingForCustomer || Status.IsFinal())
        {
            ChangeStatus(
                TicketStatus.InProgress,
                customer,
                now,
                Status == TicketStatus.WaitingForCustomer ? TicketReasons.CustomerAnswered : TicketReasons.CustomerReopened
            );
        }

        return message;
    }

    public bool NeedsFollowUp(DateTime now) => Status == TicketStatus.Closed && !TicketLifecycle.IsInReopenWindow(ClosedAt, now);

    public bool CanRate => !IsOpen && RatingScore is null && MergedIntoId is null;

    public void Rate(int score, string? comment, TicketActor actor, DateTime now)
    {
        if (RatingScore is not null)
        {
            throw new BusinessException(TicketErrorCodes.AlreadyRated).WithData("Score", RatingScore);
        }

        if (IsOpen)
        {
            throw new BusinessException(TicketErrorCodes.NotRateable);
        }

        (RatingScore, RatingComment) = (score, string.IsNullOrWhiteSpace(comment) ? null : comment.Trim());
        Record(TicketField.Rating, null, score.ToString(System.Globalization.CultureInfo.InvariantCulture), actor, now);
        AddDistributedEvent(new TicketRatedEto(Snapshot(), now, score, RatingComment, IsHistory(actor)));
    }

    private TicketMessage AddMessage(TicketActor actor, string body, bool isPublic, DateTime now, IReadOnlyList<Guid>? mentioned)
    {
        CheckNotMerged();
        if (WellFormed.IsBlank(body))
        {
            throw new BusinessException(TicketErrorCodes.EmptyMessage);
        }

        var message = new TicketMessage(Id, actor, body.Trim(), isPublic, now);
        _messages.Add(message);
        if (isPublic)
        {
            (LastMessageAt, LastActorIsCustomer) = (now, !actor.IsStaff);
        }

        var excerpt = message.Body.Length > ExcerptLength ? WellFormed.Cut(message.Body, ExcerptLength) + "…" : message.Body;
        AddDistributedEvent(
            new TicketRepliedEto(
                Snapshot(),
                now,
                message.Id,
                actor.Id ?? Guid.Empty,
                actor.Name,
                actor.IsStaff,
                isPublic,
                excerpt,
                mentioned ?? [],
                IsHistory(actor)
            )
        );
        return message;
    }

    /// <summary>Told after the fact: an import tells the past, and nobody is to be warned of it.</summary>
    private static bool IsHistory(TicketActor actor) => actor.Source == TicketSource.Import;
}

/// <summary>Localization keys of the reasons that Tickets itself writes into the history.</summary>
internal static class TicketReasons
{
    public const string CustomerAnswered = "Tickets.Reason.CustomerAnswered";
    public const string CustomerReopened = "Tickets.Reason.CustomerReopened";
    public const string CustomerClosed = "Tickets.Reason.CustomerClosed";
    public const string TakenByReply = "Tickets.Reason.TakenByReply";
    public const string SubTaskDone = "Tickets.Reason.SubTaskDone";
    public const string SubTaskLate = "Tickets.Reason.SubTaskLate";
    public const string Appealed = "Tickets.Reason.Appealed";
    public const string Merged = "Tickets.Reason.Merged";
    public const string SnoozeOver = "Tickets.Reason.SnoozeOver";
    public const string ClosedByTime = "Tickets.Reason.ClosedByTime";
}
