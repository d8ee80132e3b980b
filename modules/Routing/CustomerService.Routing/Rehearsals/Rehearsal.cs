using CustomerService.Routing.Assignment;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Presence;
using CustomerService.Routing.Queue;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Rehearsals;

/// <param name="WatchEvery">Asks for the shown wait of every n-th waiting ticket every 5 seconds, as an open page does;
/// 0: nobody watches.</param>
/// <param name="ShowsWaits">Whether a wait is calculated for each ticket that begins to wait.</param>
internal sealed record RehearsalOptions(bool ShowsWaits = false, int WatchEvery = 0);

/// <summary>
/// Plays a period with the same decisions as the product's, on a clock of its own: nobody sleeps, nothing is stored.
/// Simulated agents keep a place occupied as long as the ticket's measured handling time. One instance plays once.
/// </summary>
internal sealed class Rehearsal
{
    private enum Kind
    {
        // At one instant: who is done or comes is there before somebody arrives.
        Done,
        Come,
        Leave,
        Matured,
        Arrived,
        Watch,
    }

    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);

    /// <summary>Before anything was measured.</summary>
    private static readonly TimeSpan UsualHandling = TimeSpan.FromMinutes(15);

    /// <summary>How fast the average handling time follows.</summary>
    private const double Memory = 0.02;

    private const int EventsBetweenLooks = 5000;

    private readonly RehearsalPlan _plan;
    private readonly RehearsalOptions _options;
    private readonly PriorityQueue<(Kind Kind, object Subject), (DateTime At, Kind Kind)> _events = new();
    private readonly Dictionary<Guid, GroupRoster> _rosters;
    private readonly Dictionary<Guid, RehearsalLine> _lines;
    private readonly Dictionary<Guid, TimeSpan> _handling = [];
    private readonly Dictionary<Guid, Waiter> _waiters = [];
    private readonly Dictionary<Guid, Queue<double>> _ratios = [];
    private readonly Dictionary<Guid, Queue<(DateTime At, TimeSpan HeadStart)>> _came = [];
    private readonly List<RehearsedTicket> _taken = [];
    private readonly List<RaisedWait> _raised = [];
    private int _watched;
    private long _count;

    public Rehearsal(RehearsalPlan plan, RehearsalOptions? options = null)
    {
        (_plan, _options) = (plan, options ?? new RehearsalOptions());
        _rosters = plan.Groups.ToDictionary(g => g.Key, g => new GroupRoster(g.Key, g.Value));
        _lines = _rosters.ToDictionary(r => r.Key, r => new RehearsalLine(r.Value));
        foreach (var agent in plan.Agents)
        {
            Hire(agent);
        }
    }

    /// <param name="progress">0 to 1, by the tickets that came.</param>
    public RehearsalResult Run(IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var next = 0;
        while (true)
        {
            if (_count++ % EventsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(_plan.Tickets.Count == 0 ? 1 : (double)next / _plan.Tickets.Count);
            }

            // The tickets are in order already; only what they cause needs the queue.
            var arrival = next < _plan.Tickets.Count ? _plan.Tickets[next].At : DateTime.MaxValue;
            if (_events.TryPeek(out var happening, out var when) && when.At <= arrival)
            {
                _events.Dequeue();
                Happen(happening.Kind, happening.Subject, when.At);
            }
            else if (next < _plan.Tickets.Count)
            {
                Arrive(_plan.Tickets[next++]);
            }
            else
            {
                break;
            }
        }

        progress?.Report(1);
        var waiting = _waiters.Values.Select(w => w.Ticket).OrderBy(t => t.At).ToList();
        return new RehearsalResult(_taken, waiting, _raised, RehearsalHours.Of(_plan, _taken), _count);
    }

    private void Hire(RehearsalAgent agent)
    {
        var person = new Person(agent.UserId, PresenceState.Offline, agent.Capacity, agent.Limits);
        foreach (var (group, stars) in agent.Stars.Where(s => _rosters.ContainsKey(s.Key)))
        {
            _rosters[group].Add(person, stars);
        }

        foreach (var shift in agent.Shifts)
        {
            Plan(Kind.Come, person, shift.From);
            Plan(Kind.Leave, person, shift.To);
        }
    }

    private void Happen(Kind kind, object subject, DateTime now)
    {
        switch (kind)
        {
            case Kind.Done:
                var (person, channel) = ((Person, TicketChannel))subject;
                person.Release(channel);
                CallFor(person, now);
                break;
            case Kind.Come:
                ((Person)subject).Come(PresenceState.Online);
                CallFor((Person)subject, now);
                break;
            case Kind.Leave:
                ((Person)subject).Come(PresenceState.Offline);
                break;
            case Kind.Matured:
                Mature((Waiter)subject, now);
                break;
            case Kind.Watch:
                Watch((Waiter)subject, now);
                break;
        }
    }

    private void Arrive(RehearsalTicket ticket)
    {
        if (!_rosters.TryGetValue(ticket.GroupId, out var roster))
        {
            return;
        }

        var policy = roster.Policy;
        var waiting = new WaitingTicket(
            ticket.Id,
            ticket.GroupId,
            policy.StarsFor(ticket.Facts),
            policy.FloorFor(ticket.Facts),
            ticket.At,
            RoutingPolicy.RankOf(ticket.Facts, ticket.At),
            ticket.Channel
        );
        if (_options.ShowsWaits)
        {
            if (!_came.TryGetValue(ticket.GroupId, out var came))
            {
                _came[ticket.GroupId] = came = [];
            }

            came.Enqueue((ticket.At, waiting.WaitingSince - waiting.Rank));
        }

        var waiter = new Waiter(ticket, waiting);
        var decision = AssignmentRule.Decide(roster, waiting, ticket.At);
        if (decision.GroupMembership is not null)
        {
            Take(waiter, decision, ticket.At);
            return;
        }

        _lines[ticket.GroupId].Add(waiting, ticket.At);
        _waiters.Add(ticket.Id, waiter);
        PlanRetry(waiter, decision);
        if (_options.ShowsWaits)
        {
            Show(waiter, ticket.At);
        }
    }

    /// <summary>It may ask others now: into another line, and tried at once.</summary>
    private void Mature(Waiter waiter, DateTime now)
    {
        var line = _lines[waiter.Waiting.GroupId];
        if (!line.Remove(waiter.Waiting))
        {
            return;
        }

        var decision = AssignmentRule.Decide(line.Roster, waiter.Waiting, now);
        if (decision.GroupMembership is not null)
        {
            Take(waiter, decision, now);
            return;
        }

        line.Add(waiter.Waiting, now);
        PlanRetry(waiter, decision);
    }

    /// <summary>Whoever comes free gets the first of all their groups.</summary>
    private void CallFor(Person person, DateTime now)
    {
        while (person.IsHere)
        {
            var next = person
                .Memberships.Where(s => s.IsFree)
                .Select(s => _lines[s.Roster.GroupId].Next(now))
                .Where(n => n is not null)
                .OrderBy(n => n!.Value.Ticket.Rank)
                .FirstOrDefault();
            if (next is not { } found)
            {
                return;
            }

            _lines[found.Ticket.GroupId].Remove(found.Ticket);
            Take(_waiters[found.Ticket.TicketId], found.Decision, now);
        }
    }

    private void Take(Waiter waiter, AssignmentDecision decision, DateTime now)
    {
        var (ticket, waiting, seat) = (waiter.Ticket, waiter.Waiting, decision.GroupMembership!);
        var isLowerFree = Enumerable
            .Range(waiting.RequiredStars, Math.Max(seat.Stars - waiting.RequiredStars, 0))
            .Any(s => seat.Roster.FirstFree(s, ticket.Channel) is not null);
        seat.Person.Take(ticket.Channel, now);
        Plan(Kind.Done, (seat.Person, ticket.Channel), now + ticket.Handling);
        _waiters.Remove(ticket.Id);
        _taken.Add(
            new RehearsedTicket(
                ticket,
                waiting.RequiredStars,
                waiting.FloorStars,
                waiting.Rank,
                now,
                seat.UserId,
                seat.Stars,
                decision.Reason,
                waiter.FirstShown,
                isLowerFree
            )
        );
        _handling[ticket.GroupId] = HandlingOf(ticket.GroupId) + ((ticket.Handling - HandlingOf(ticket.GroupId)) * Memory);
        if (waiter.Estimate is { } estimate)
        {
            var ratios = RatiosOf(ticket.GroupId);
            ratios.Enqueue((now - ticket.At) / estimate);
            while (ratios.Count > WaitForecast.Window)
            {
                ratios.Dequeue();
            }
        }
    }

    private void Show(Waiter waiter, DateTime now)
    {
        var (line, waiting) = (_lines[waiter.Waiting.GroupId], waiter.Waiting);
        var place = line.PlaceOf(waiting);
        var pace = PaceOf(waiting.GroupId, now);
        if (WaitForecast.Estimate(line.Roster, waiting, place, pace, now) is not { } estimate)
        {
            return;
        }

        waiter.Estimate = estimate;
        waiter.FirstShown = estimate * pace.Stretch;
        if (_options.WatchEvery > 0 && _watched++ % _options.WatchEvery == 0)
        {
            waiter.Shown = new ShownWait(now + waiter.FirstShown.Value, line.Roster.CapacityFrom(waiting.RequiredStars), place.Overtook);
            Plan(Kind.Watch, waiter, now + Refresh);
        }
    }

    private void Watch(Waiter waiter, DateTime now)
    {
        if (!_waiters.ContainsKey(waiter.Ticket.Id))
        {
            return;
        }

        var (line, waiting) = (_lines[waiter.Waiting.GroupId], waiter.Waiting);
        var place = line.PlaceOf(waiting);
        var pace = PaceOf(waiting.GroupId, now);
        if (WaitForecast.Estimate(line.Roster, waiting, place, pace, now) is { } estimate)
        {
            var before = waiter.Shown!;
            waiter.Shown = before.Next(
                now + (estimate * pace.Stretch),
                line.Roster.CapacityFrom(waiting.RequiredStars),
                place.Overtook,
                now
            );
            if (waiter.Shown.Until > before.Until)
            {
                _raised.Add(new RaisedWait(waiter.Ticket.Id, now, before.Until, waiter.Shown.Until, waiter.Shown.Change));
            }
        }

        Plan(Kind.Watch, waiter, now + Refresh);
    }

    private QueuePace PaceOf(Guid groupId, DateTime now)
    {
        var came = _came.GetValueOrDefault(groupId) ?? [];
        while (came.TryPeek(out var first) && first.At < now - QueuePace.Recent)
        {
            came.Dequeue();
        }

        var late = _waiters
            .Values.Where(w => w.Waiting.GroupId == groupId && w.Estimate is { } e && now - w.Ticket.At > e)
            .Select(w => (now - w.Ticket.At) / w.Estimate!.Value);
        return new QueuePace(
            HandlingOf(groupId),
            [.. came.Where(c => c.HeadStart > TimeSpan.Zero).Select(c => c.HeadStart)],
            WaitForecast.Stretch([.. RatiosOf(groupId), .. late])
        );
    }

    private Queue<double> RatiosOf(Guid groupId)
    {
        if (!_ratios.TryGetValue(groupId, out var ratios))
        {
            _ratios[groupId] = ratios = new Queue<double>();
        }

        return ratios;
    }

    private TimeSpan HandlingOf(Guid groupId) => _handling.GetValueOrDefault(groupId, UsualHandling);

    private void PlanRetry(Waiter waiter, AssignmentDecision decision)
    {
        if (decision.RetryAt is { } at)
        {
            Plan(Kind.Matured, waiter, at);
        }
    }

    private void Plan(Kind kind, object subject, DateTime at) => _events.Enqueue((kind, subject), (at, kind));

    private sealed class Waiter(RehearsalTicket ticket, WaitingTicket waiting)
    {
        public RehearsalTicket Ticket => ticket;

        public WaitingTicket Waiting => waiting;

        /// <summary>What was calculated when it began to wait, before the stretch.</summary>
        public TimeSpan? Estimate { get; set; }

        public TimeSpan? FirstShown { get; set; }

        public ShownWait? Shown { get; set; }
    }
}
