using CustomerService.Routing.Assignment;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Queue;

namespace CustomerService.Routing.Rehearsals;

/// <summary>How long a ticket has waited, in what its rules make of it.</summary>
internal enum Maturity
{
    /// <summary>For the right star only.</summary>
    Fresh,

    /// <summary>Higher stars may take it.</summary>
    Overflowing,

    /// <summary>Fewer stars are enough.</summary>
    Downgraded,
}

/// <summary>
/// Those who wait in one group: a line for each star and maturity, so that whoever comes free looks at a few heads and
/// not at everybody.
/// </summary>
internal sealed class RehearsalLine(GroupRoster roster)
{
    /// <summary>So far behind a head that no channel limit lets through.</summary>
    private const int LookBehind = 20;

    private static readonly Comparer<WaitingTicket> ByRank = Comparer<WaitingTicket>.Create(
        (a, b) => a.Rank != b.Rank ? a.Rank.CompareTo(b.Rank) : a.TicketId.CompareTo(b.TicketId)
    );

    private readonly SortedSet<WaitingTicket>[,] _lines = new SortedSet<WaitingTicket>[
        StarMatrix.MaxStars + 1,
        Enum.GetValues<Maturity>().Length
    ];

    public GroupRoster Roster => roster;

    public int Count { get; private set; }

    public IEnumerable<WaitingTicket> All => _lines.Cast<SortedSet<WaitingTicket>?>().Where(l => l is not null).SelectMany(l => l!);

    public void Add(WaitingTicket ticket, DateTime now)
    {
        (_lines[ticket.RequiredStars, (int)MaturityOf(ticket, now)] ??= new SortedSet<WaitingTicket>(ByRank)).Add(ticket);
        Count++;
    }

    /// <returns>false: it does not wait any more.</returns>
    public bool Remove(WaitingTicket ticket)
    {
        foreach (var maturity in Enum.GetValues<Maturity>())
        {
            if (_lines[ticket.RequiredStars, (int)maturity]?.Remove(ticket) == true)
            {
                Count--;
                return true;
            }
        }

        return false;
    }

    /// <summary>The first in the line that somebody can take now.</summary>
    public (WaitingTicket Ticket, AssignmentDecision Decision)? Next(DateTime now)
    {
        (WaitingTicket Ticket, AssignmentDecision Decision)? best = null;
        foreach (var line in _lines)
        {
            if (line is not { Count: > 0 })
            {
                continue;
            }

            foreach (var ticket in line.Take(LookBehind).TakeWhile(t => best is null || ByRank.Compare(t, best.Value.Ticket) < 0))
            {
                var decision = AssignmentRule.Decide(roster, ticket, now);
                if (decision.GroupMembership is not null)
                {
                    best = (ticket, decision);
                    break;
                }
            }
        }

        return best;
    }

    public QueuePlace PlaceOf(WaitingTicket ticket)
    {
        var (ahead, forStars, overtook) = (0, 0, 0);
        foreach (var line in _lines)
        {
            foreach (var before in line?.TakeWhile(t => ByRank.Compare(t, ticket) < 0) ?? [])
            {
                ahead++;
                forStars += before.RequiredStars >= ticket.RequiredStars ? 1 : 0;
                overtook += before.WaitingSince > ticket.WaitingSince ? 1 : 0;
            }
        }

        return new QueuePlace(ahead, forStars, overtook);
    }

    private Maturity MaturityOf(WaitingTicket ticket, DateTime now) =>
        ticket.FloorStars < ticket.RequiredStars && ticket.WaitingSince + roster.Policy.DowngradeAfter <= now ? Maturity.Downgraded
        : ticket.WaitingSince + roster.Policy.OverflowAfter <= now ? Maturity.Overflowing
        : Maturity.Fresh;
}
