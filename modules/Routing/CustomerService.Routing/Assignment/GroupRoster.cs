using CustomerService.Routing.Groups;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Assignment;

/// <summary>
/// The people of a group as they stand now, the free ones of each star in the order in which they are asked: the least
/// loaded, then whoever has had
/// no new ticket for longest. A decision looks at the first of a star, not at everybody.
/// </summary>
internal sealed class GroupRoster(Guid groupId, RoutingPolicy policy)
{
    private static readonly Comparer<GroupMembership> AskedFirst = Comparer<GroupMembership>.Create(
        (a, b) =>
        {
            var order = a.Person.Load.CompareTo(b.Person.Load);
            order =
                order != 0 ? order : (a.Person.LastAssignedAt ?? DateTime.MinValue).CompareTo(b.Person.LastAssignedAt ?? DateTime.MinValue);
            return order != 0 ? order : a.UserId.CompareTo(b.UserId);
        }
    );

    private readonly SortedSet<GroupMembership>[] _free =
    [
        .. Enumerable.Range(0, StarMatrix.MaxStars + 1).Select(_ => new SortedSet<GroupMembership>(AskedFirst)),
    ];
    private readonly int[] _here = new int[StarMatrix.MaxStars + 1];
    private readonly int[] _places = new int[StarMatrix.MaxStars + 1];
    private readonly int[] _capacity = new int[StarMatrix.MaxStars + 1];
    private readonly Dictionary<Guid, GroupMembership> _seats = [];

    public Guid GroupId => groupId;

    public RoutingPolicy Policy => policy;

    public IReadOnlyCollection<GroupMembership> Memberships => _seats.Values;

    public GroupMembership Add(Person person, int stars)
    {
        var seat = new GroupMembership(person, stars, person.Capacity ?? policy.DefaultCapacity, this);
        _seats.Add(person.UserId, seat);
        person.Join(seat);
        Enter(seat);
        return seat;
    }

    public GroupMembership? Find(Guid userId) => _seats.GetValueOrDefault(userId);

    /// <summary>Whether anybody is here with so many stars.</summary>
    public bool IsAnybodyHere(int stars) => _here[stars] > 0;

    /// <summary>Free places at this many stars or more.</summary>
    public int PlacesFrom(int stars) => Sum(_places, stars);

    /// <summary>Places at this many stars or more, free or not, of those who are here.</summary>
    public int CapacityFrom(int stars) => Sum(_capacity, stars);

    /// <summary>Who is asked first of those with exactly so many stars.</summary>
    public GroupMembership? FirstFree(int stars, TicketChannel channel)
    {
        foreach (var seat in _free[stars])
        {
            if (seat.Person.HasRoomFor(channel))
            {
                return seat;
            }
        }

        return null;
    }

    internal void Leave(GroupMembership seat) => Count(seat, -1);

    internal void Enter(GroupMembership seat) => Count(seat, 1);

    private void Count(GroupMembership seat, int sign)
    {
        if (!seat.Person.IsHere)
        {
            return;
        }

        _here[seat.Stars] += sign;
        _capacity[seat.Stars] += sign * seat.Capacity;
        if (!seat.IsFree)
        {
            return;
        }

        _places[seat.Stars] += sign * (seat.Capacity - seat.Person.Load);
        _ = sign > 0 ? _free[seat.Stars].Add(seat) : _free[seat.Stars].Remove(seat);
    }

    private static int Sum(int[] byStars, int from)
    {
        var sum = 0;
        for (var stars = Math.Max(from, 0); stars < byStars.Length; stars++)
        {
            sum += byStars[stars];
        }

        return sum;
    }
}
