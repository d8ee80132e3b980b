using CustomerService.Framework.Entities;

namespace CustomerService.Routing.Presence;

/// <summary>R3: whether somebody is given tickets now, and how many at most.</summary>
internal sealed class AgentPresence : AggregateRoot
{
    /// <summary>Three missed heartbeats: a short cut of the line is not an absence.</summary>
    public static readonly TimeSpan SilenceUntilAway = TimeSpan.FromMinutes(3);

    public static readonly TimeSpan SilenceUntilOffline = TimeSpan.FromMinutes(30);

    private AgentPresence()
    {
    }

    public AgentPresence(Guid userId)
    {
        UserId = userId;
    }

    public Guid UserId { get; private set; }

    public PresenceState State { get; private set; }

    /// <summary>Away by silence, not by choice: the next heartbeat brings this person back.</summary>
    public bool IsAutomatic { get; private set; } = true;

    /// <summary>Own limit; null means the group's default.</summary>
    public int? Capacity { get; private set; }

    /// <summary>A <see cref="Presence.ChannelLimits"/> as text; null: none.</summary>
    public string? ChannelLimits { get; private set; }

    /// <summary>A <see cref="Presence.WorkingHours"/> as text; null: presence alone decides.</summary>
    public string? WorkingHours { get; private set; }

    /// <summary>IANA zone of the working hours.</summary>
    public string? TimeZone { get; private set; }

    /// <summary>UTC; null means nobody watches for silence (a shared or scripted agent).</summary>
    public DateTime? LastSeen { get; private set; }

    /// <summary>UTC; ties between equally loaded agents go to the one who waited longest.</summary>
    public DateTime? LastAssignedAt { get; private set; }

    public void SetCapacity(int? capacity) => Capacity = capacity;

    public void SetChannelLimits(ChannelLimits? limits) => ChannelLimits = limits?.ToString();

    public void SetWorkingHours(WorkingHours? hours, string? timeZone) => (WorkingHours, TimeZone) = (hours?.ToString(), hours is null ? null : timeZone);

    /// <summary>Within working hours, or without any.</summary>
    public bool IsOnDuty(DateTime now) => Presence.WorkingHours.Parse(WorkingHours)?.Contains(now, Zone) ?? true;

    /// <summary>UTC; when the next working hours begin; null when there are none.</summary>
    public DateTime? NextShift(DateTime now) => Presence.WorkingHours.Parse(WorkingHours)?.NextStart(now, Zone);

    private TimeZoneInfo Zone => TimeZone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>A person's own choice.</summary>
    public void Choose(PresenceState state, DateTime now)
    {
        (IsAutomatic, LastSeen) = (false, now);
        ChangeTo(state, now);
    }

    /// <summary>Online until told otherwise, without a desk that is open; or not here yet, until the first heartbeat.</summary>
    public void Pin(PresenceState state, DateTime now)
    {
        (IsAutomatic, LastSeen) = (state != PresenceState.Online, null);
        ChangeTo(state, now);
    }

    public void Heartbeat(DateTime now)
    {
        LastSeen = now;
        if (IsAutomatic)
        {
            ChangeTo(PresenceState.Online, now);
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

        if (now - seen >= SilenceUntilOffline)
        {
            IsAutomatic = true;
            ChangeTo(PresenceState.Offline, now);
            return null;
        }

        if (State == PresenceState.Online && now - seen >= SilenceUntilAway)
        {
            IsAutomatic = true;
            ChangeTo(PresenceState.Away, now);
        }

        return seen + (State == PresenceState.Online ? SilenceUntilAway : SilenceUntilOffline);
    }

    private void ChangeTo(PresenceState state, DateTime now)
    {
        if (State != state)
        {
            State = state;
            AddDistributedEvent(new PresenceChangedEto(UserId, state, now));
        }
    }
}
