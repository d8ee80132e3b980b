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

    /// <summary>UTC; null means nobody watches for silence (a shared or scripted agent).</summary>
    public DateTime? LastSeen { get; private set; }

    /// <summary>UTC; ties between equally loaded agents go to the one who waited longest.</summary>
    public DateTime? LastAssignedAt { get; private set; }

    public void SetCapacity(int? capacity) => Capacity = capacity;

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
