namespace CustomerService.Sla.Rehearsals;

/// <summary>
/// Tickets with what happened to them. Played, they are as people filed and sorted them: a priority changed by a person
/// counts from then on, what a
/// escalation policy raised is left out, and type, group, tags and the customer's tier are those of today. They wait
/// for the customer, or for others, as they did. What is merged into another
/// ticket is withdrawn, and that one keeps its own promises only.
/// </summary>
public interface ISlaRehearsal
{
    /// <summary>Promises that were really made, and are settled.</summary>
    IReadOnlyList<PlayedPromise> Really(Guid ticketId);

    /// <summary>
    /// What happened after somebody had the ticket happens as long after somebody has it now; what came before stays
    /// where it was, though never after that.
    /// </summary>
    /// <param name="isChanged">Under the draft; else under what holds today.</param>
    /// <param name="wasTakenAt">UTC; when somebody had it first.</param>
    /// <param name="takenAt">UTC; when somebody has it now. null: nobody ever, and no promise is kept that was open then.</param>
    IReadOnlyList<PlayedPromise> Play(Guid ticketId, bool isChanged, DateTime wasTakenAt, DateTime? takenAt);
}
