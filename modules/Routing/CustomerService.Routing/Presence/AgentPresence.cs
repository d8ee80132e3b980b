using CustomerService.Framework.Entities;
using CustomerService.Routing.Groups;

namespace CustomerService.Routing.Presence;

/// <summary>Whether somebody is given tickets now, and how many at most.</summary>
internal sealed class AgentPresence : TenantAggregateRoot
{
    /// <summary>Three missed heartbeats: a short cut of the line is not an absence.</summary>
    public static readonly TimeSpan SilenceUntilAway = TimeSpan.FromMinutes(3);

    public static readonly TimeSpan SilenceUntilOffline = TimeSpan.FromMinutes(30);

    private readonly List<PresenceInterval> _past = [];

    private AgentPresence() { }

    public AgentPresence(Guid userId)
    {
        UserId = userId;
    }

    public Guid UserId { get; private set; }

    public PresenceState State { get; private set; }

    /// <summary>What this person chose last: an open desk brings back that, and never more.</summary>
    public PresenceState Chosen { get; private set; }

    /// <summary>UTC; null as long as the state has never changed.</summary>
    public DateTime? StateSince { get; private set; }

    /// <summary>
    /// Stretches that ended in this unit of work; those of before are not loaded with it, see
    /// <see cref="PresenceHistory"/>.
    /// </summary>
    public IReadOnlyList<PresenceInterval> Past => _past;

    /// <summary>Away by silence, not by choice: the next heartbeat brings back what was chosen.</summary>
    public bool IsAutomatic { get; private set; } = true;

    /// <summary>Own limit; null means the group's default.</summary>
    public int? Capacity { get; private set; }

    /// <summary>A <see cref="Presence.ChannelLimits"/> as text; null: none.</summary>
    public string? ChannelLimits { get; private set; }

    /// <summary>See <see cref="Presence.WorkingHours"/>; null: presence alone decides.</summary>
    public string? WorkingHours { get; private set; }

    /// <summary>IANA zone of the working hours.</summary>
    public string? TimeZone { get; private set; }

    /// <summary>The business calendar whose holidays and make-up days this person keeps; null: every week is like the other.</summary>
    public Guid? HolidayCalendarId { get; private set; }

    /// <summary>UTC; null means nobody watches for silence (a shared or scripted agent).</summary>
    public DateTime? LastSeen { get; private set; }

    /// <summary>UTC; ties between equally loaded agents go to the one who waited longest.</summary>
    public DateTime? LastAssignedAt { get; private set; }

    public void SetCapacity(int? capacity) => Capacity = capacity;

    public void SetChannelLimits(ChannelLimits? limits) => ChannelLimits = limits?.ToString();

    public void SetWorkingHours(IEnumerable<WorkingHoursDto> windows, string? timeZone, Guid? holidayCalendarId)
    {
        WorkingHours = Presence.WorkingHours.Format(windows);
        (TimeZone, HolidayCalendarId) = WorkingHours is null ? (null, null) : (timeZone, holidayCalendarId);
    }

    /// <summary>A person's own choice.</summary>
    public void Choose(PresenceState state, DateTime now)
    {
        (Chosen, IsAutomatic, LastSeen) = (state, false, now);
        ChangeTo(state, now);
    }

    /// <summary>Online until told otherwise, without a desk that is open; or not here yet, until it is chosen.</summary>
    public void Pin(PresenceState state, DateTime now)
    {
        (Chosen, IsAutomatic, LastSeen) = (state, state != PresenceState.Online, null);
        ChangeTo(state, now);
    }

    public void Heartbeat(DateTime now)
    {
        LastSeen = now;
        if (IsAutomatic)
        {
            ChangeTo(Chosen, now);
            IsAutomatic = false;
        }
    }

    /// <returns>When to look again (UTC); null when there is nothing left to watch.</returns>
    public DateTime? NoticeSilence(DateTime now)
    {
        if (LastSeen is not { } seen || State == PresenceState.Offline)
        {
            return null;
        }

        var before = State;

        // However late somebody looks, as after downtime: silence began to count when it did.
        if (State == PresenceState.Online && now - seen >= SilenceUntilAway)
        {
            IsAutomatic = true;
            Enter(PresenceState.Away, seen + SilenceUntilAway);
        }

        if (now - seen >= SilenceUntilOffline)
        {
            IsAutomatic = true;
            Enter(PresenceState.Offline, seen + SilenceUntilOffline);
        }

        if (State != before)
        {
            AddDistributedEvent(new PresenceChangedEto(UserId, State, now));
        }

        if (State == PresenceState.Offline)
        {
            return null;
        }

        return seen + (State == PresenceState.Online ? SilenceUntilAway : SilenceUntilOffline);
    }

    /// <summary>
    /// Writes down when this person was online before anything was recorded here, as an import knows it. Nothing
    /// happens once something was.
    /// </summary>
    /// <param name="online">Not overlapping.</param>
    public void Recall(IEnumerable<OnlineTime> online)
    {
        if (StateSince is not null)
        {
            return;
        }

        foreach (var stretch in online.OrderBy(t => t.From))
        {
            Enter(PresenceState.Online, stretch.From);
            Enter(PresenceState.Offline, stretch.To);
        }
    }

    private void ChangeTo(PresenceState state, DateTime now)
    {
        if (State != state)
        {
            Enter(state, now);
            AddDistributedEvent(new PresenceChangedEto(UserId, state, now));
        }
    }

    private void Enter(PresenceState state, DateTime at)
    {
        // Nodes' clocks differ by a little: a stretch never ends before it begins.
        if (StateSince is { } since && since < at)
        {
            _past.Add(new PresenceInterval(Id, State, since, at));
        }

        (State, StateSince) = (state, StateSince > at ? StateSince : at);
    }
}
