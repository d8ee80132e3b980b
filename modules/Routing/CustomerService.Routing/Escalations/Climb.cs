using CustomerService.Framework.Entities;

namespace CustomerService.Routing.Escalations;

internal enum ClimbState
{
    Climbing,

    /// <summary>Waits with the ticket for the customer.</summary>
    Paused,

    /// <summary>The promise was kept after all, the ticket solved, or the top reached.</summary>
    Ended,
}

/// <summary>One ticket on a ladder. A ticket climbs one ladder at a time: a second late clock does not double the steps of the first.</summary>
internal sealed class Climb : AggregateRoot
{
    private Climb()
    {
    }

    public Climb(Guid ticketId, Guid clockId, Guid ladderId, int baseLevel, DateTime breachedAt)
    {
        (TicketId, ClockId, LadderId, BaseLevel, BreachedAt) = (ticketId, clockId, ladderId, baseLevel, breachedAt);
    }

    public Guid TicketId { get; private set; }

    public Guid ClockId { get; private set; }

    public Guid LadderId { get; private set; }

    /// <summary>The ticket's escalation level when this began; its levels go on from there.</summary>
    public int BaseLevel { get; private set; }

    /// <summary>Number of steps done.</summary>
    public int Step { get; private set; }

    public ClimbState State { get; private set; }

    /// <summary>UTC; steps are counted from here. Moves forward by pauses.</summary>
    public DateTime BreachedAt { get; private set; }

    /// <summary>UTC; null when it does not wait.</summary>
    public DateTime? PausedAt { get; private set; }

    /// <summary>What the ticket's level becomes with the next step: doing a step twice asks for the same level twice.</summary>
    public int NextLevel => BaseLevel + Step + 1;

    public DateTime DueOf(LadderStep step) => BreachedAt.AddMinutes(step.OffsetMinutes);

    public void StepUp() => Step++;

    public void Pause(DateTime now)
    {
        if (State == ClimbState.Climbing)
        {
            (State, PausedAt) = (ClimbState.Paused, now);
        }
    }

    public void Resume(DateTime now)
    {
        if (State == ClimbState.Paused)
        {
            BreachedAt += now - PausedAt!.Value;
            (State, PausedAt) = (ClimbState.Climbing, null);
        }
    }

    public void End() => State = ClimbState.Ended;
}
