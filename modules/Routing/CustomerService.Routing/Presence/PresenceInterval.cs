using CustomerService.Framework.Entities;

namespace CustomerService.Routing.Presence;

/// <summary>
/// A stretch of time during which somebody was in one state, written when it is over and never changed. What lasts
/// still is on the <see cref="AgentPresence"/>.
/// </summary>
internal sealed class PresenceInterval : TenantEntity
{
    /// <summary>Thirteen months: the same month of the year before can still be played again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(396);

    private PresenceInterval() { }

    public PresenceInterval(Guid presenceId, PresenceState state, DateTime from, DateTime to)
    {
        (PresenceId, State, From, To) = (presenceId, state, from, to);
    }

    public Guid PresenceId { get; private set; }

    public PresenceState State { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime From { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime To { get; private set; }
}
