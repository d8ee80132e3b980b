using CustomerService.Framework.Entities;
using CustomerService.Sla.Clocks;

namespace CustomerService.Routing.Escalations;

internal enum EscalationRunState
{
    Running,

    /// <summary>Somebody who was told must accept first.</summary>
    Asking,

    /// <summary>Waits with the ticket for the customer.</summary>
    Paused,

    /// <summary>The reason is gone, or the top reached.</summary>
    Ended,
}

/// <summary>
/// One ticket on an escalation policy. A ticket runs one escalation policy of a kind at a time: a second late clock
/// does not double the steps of the first.
/// </summary>
internal sealed class EscalationRun : TenantAggregateRoot
{
    private EscalationRun() { }

    /// <param name="occasionId">The clock, or the event: the same occasion is escalated once.</param>
    public EscalationRun(Guid ticketId, Guid occasionId, SlaMetric? metric, EscalationPolicy policy, int baseLevel, DateTime startedAt)
    {
        (TicketId, ClockId, Metric, EscalationPolicyId, Start, BaseLevel, StartedAt) = (
            ticketId,
            occasionId,
            metric,
            policy.Id,
            policy.Start,
            baseLevel,
            startedAt
        );
    }

    public Guid TicketId { get; private set; }

    public Guid ClockId { get; private set; }

    /// <summary>Whose due time it is; null when it is not about a promise.</summary>
    public SlaMetric? Metric { get; private set; }

    public Guid EscalationPolicyId { get; private set; }

    public EscalationStart Start { get; private set; }

    /// <summary>The ticket's escalation level when this began; its levels go on from there.</summary>
    public int BaseLevel { get; private set; }

    /// <summary>Number of steps done.</summary>
    public int Step { get; private set; }

    /// <summary>How often people were told; several steps that came due during downtime tell once.</summary>
    public int Told { get; private set; }

    public EscalationRunState State { get; private set; }

    /// <summary>UTC; steps are counted from here. Moves forward by pauses.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>UTC; null when it does not wait for the customer.</summary>
    public DateTime? PausedAt { get; private set; }

    /// <summary>Who may accept.</summary>
    public List<Guid> AskedIds { get; private set; } = [];

    /// <summary>How far up was asked for the present step.</summary>
    public EscalationTier Circle { get; private set; }

    /// <summary>UTC; then the next ones are asked.</summary>
    public DateTime? AcceptBy { get; private set; }

    public Guid? AcceptedBy { get; private set; }

    public DateTime? AcceptedAt { get; private set; }

    /// <summary>What the ticket's level becomes with the next telling: telling twice asks for the same level twice.</summary>
    public int NextLevel => BaseLevel + Told + 1;

    /// <summary>The promise was moved before it came due.</summary>
    public void Follow(DateTime due) => StartedAt = due;

    public void StepTo(int step, bool hasTold) => (Step, Told) = (step, Told + (hasTold ? 1 : 0));

    public void Ask(IReadOnlyCollection<Guid> people, EscalationTier circle, DateTime acceptBy) =>
        (State, AskedIds, Circle, AcceptBy, AcceptedBy, AcceptedAt) = (
            EscalationRunState.Asking,
            [.. people],
            circle,
            acceptBy,
            null,
            null
        );

    /// <returns>false when this person is not asked.</returns>
    public bool TryAccept(Guid userId, DateTime now)
    {
        if (State != EscalationRunState.Asking || !AskedIds.Contains(userId))
        {
            return false;
        }

        (State, AcceptedBy, AcceptedAt, AcceptBy) = (EscalationRunState.Running, userId, now, null);
        return true;
    }

    /// <summary>Everybody was asked and nobody accepted: better gone on than stuck.</summary>
    public void StopAsking() => (State, AcceptBy, AskedIds) = (EscalationRunState.Running, null, []);

    public void Pause(DateTime now)
    {
        if (State is EscalationRunState.Running or EscalationRunState.Asking)
        {
            (State, PausedAt) = (EscalationRunState.Paused, now);
        }
    }

    public void Resume(DateTime now)
    {
        if (State == EscalationRunState.Paused)
        {
            StartedAt += now - PausedAt!.Value;
            AcceptBy += now - PausedAt!.Value;
            (State, PausedAt) = (AcceptBy is null ? EscalationRunState.Running : EscalationRunState.Asking, null);
        }
    }

    public void End() => (State, AcceptBy) = (EscalationRunState.Ended, null);
}

/// <summary>Who is asked when those named by the step are silent, from below upwards.</summary>
internal enum EscalationTier
{
    Named,
    Leads,
    Supervisors,
    Admins,
}
