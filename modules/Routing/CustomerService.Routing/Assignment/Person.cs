using CustomerService.Routing.Presence;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Assignment;

/// <summary>
/// Somebody as the decision sees them: one object, however many groups they belong to. Every change keeps their places
/// in the groups' order.
/// </summary>
/// <param name="capacity">Own limit of open tickets; null means the group's.</param>
internal sealed class Person(
    Guid userId,
    PresenceState state,
    int? capacity = null,
    ChannelLimits? limits = null,
    DateTime? lastAssignedAt = null,
    bool isOnDuty = true
)
{
    private readonly int[] _loads = new int[ChannelLimits.Channels];
    private readonly List<GroupMembership> _seats = [];

    public Guid UserId { get; } = userId;

    public int? Capacity { get; } = capacity;

    public PresenceState State { get; private set; } = state;

    /// <summary>Open tickets, of all channels and groups.</summary>
    public int Load { get; private set; }

    /// <summary>UTC; null means never.</summary>
    public DateTime? LastAssignedAt { get; private set; } = lastAssignedAt;

    public bool IsOnDuty { get; private set; } = isOnDuty;

    /// <summary>Online and within working hours.</summary>
    public bool IsHere => State == PresenceState.Online && IsOnDuty;

    public IReadOnlyList<GroupMembership> Memberships => _seats;

    public bool HasRoomFor(TicketChannel channel) => limits is null || limits.For(channel) is not { } limit || _loads[(int)channel] < limit;

    public void Take(TicketChannel channel, DateTime now) =>
        Change(() =>
        {
            Load++;
            _loads[(int)channel]++;
            LastAssignedAt = now;
        });

    /// <summary>Tickets that were there before.</summary>
    public void Carry(TicketChannel channel, int count) =>
        Change(() =>
        {
            Load += count;
            _loads[(int)channel] += count;
        });

    public void Release(TicketChannel channel) => Carry(channel, -1);

    public void Come(PresenceState state, bool isOnDuty = true) => Change(() => (State, IsOnDuty) = (state, isOnDuty));

    internal void Join(GroupMembership seat) => _seats.Add(seat);

    private void Change(Action change)
    {
        foreach (var seat in _seats)
        {
            seat.Roster.Leave(seat);
        }

        change();
        foreach (var seat in _seats)
        {
            seat.Roster.Enter(seat);
        }
    }
}

/// <summary>A person in one group, with the stars they have there.</summary>
internal sealed record GroupMembership(Person Person, int Stars, int Capacity, GroupRoster Roster)
{
    public Guid UserId => Person.UserId;

    public bool IsFree => Person.IsHere && Person.Load < Capacity;
}
