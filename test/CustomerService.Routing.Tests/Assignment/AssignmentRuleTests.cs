using CustomerService.Identity.Users;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Presence;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Assignment;

public sealed class AssignmentRuleTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string, string, int, int, string?, string> Table =>
        new()
        {
            // situation, agents as name:stars:state:load/capacity, required stars, minutes waited, expected agent, reason
            { "the lowest star that is enough comes first", "three:3:on:1/5 five:5:on:0/5", 3, 0, "three", "LowestSufficientStar" },
            {
                "simple work never takes a five-star while a three-star is free, however busy he is",
                "three:3:on:4/5 five:5:on:0/5",
                3,
                0,
                "three",
                "LowestSufficientStar"
            },
            { "the least loaded of equal stars", "busy:3:on:3/5 calm:3:on:1/5", 3, 0, "calm", "LowestSufficientStar" },
            { "too few stars do not count", "three:3:on:0/5 four:4:on:4/5", 4, 0, "four", "LowestSufficientStar" },
            { "a full three-star is not overloaded: the ticket waits first", "three:3:on:5/5 four:4:on:0/5", 3, 0, null, "WaitingForStar" },
            { "after the wait it flows over to the next star", "three:3:on:5/5 four:4:on:1/5 five:5:on:0/5", 3, 10, "four", "Overflow" },
            { "just before the end of the wait it still waits", "three:3:on:5/5 four:4:on:0/5", 3, 9, null, "WaitingForStar" },
            { "overflow skips a full four-star", "three:3:on:5/5 four:4:on:5/5 five:5:on:0/5", 3, 10, "five", "Overflow" },
            {
                "who comes free at the right star is taken before overflow",
                "three:3:on:4/5 four:4:on:0/5",
                3,
                60,
                "three",
                "LowestSufficientStar"
            },
            {
                "nobody of the lowest star is here: the next star is the right one",
                "three:3:off:0/5 four:4:on:0/5",
                3,
                0,
                "four",
                "LowestSufficientStar"
            },
            { "away is not here", "three:3:away:0/5 four:4:on:0/5", 3, 0, "four", "LowestSufficientStar" },
            { "everybody is full", "three:3:on:5/5 four:4:on:5/5", 3, 60, null, "EverybodyFull" },
            { "nobody with enough stars is here", "three:3:on:0/5 five:5:off:0/5", 5, 60, null, "NobodyOnline" },
            { "no members at all", "", 3, 0, null, "EmptyGroup" },
        };

    [Theory]
    [MemberData(nameof(Table))]
    public void Should_Choose(string situation, string agents, int stars, int waited, string? expected, string reason)
    {
        var (roster, people) = Parse(agents, downgradeAfter: null);
        var decision = AssignmentRule.Decide(roster, Ticket(stars, waited), Now);
        people.SingleOrDefault(p => p.Value == decision.GroupMembership?.UserId).Key.ShouldBe(expected, situation);
        decision.Reason.ToString().ShouldBe(reason, situation);
    }

    [Theory]
    [InlineData(
        "before its time the ticket waits for the stars it asks for",
        "three:3:on:0/5 four:4:on:5/5",
        4,
        3,
        29,
        null,
        "EverybodyFull"
    )]
    [InlineData("after it one star less is enough", "three:3:on:0/5 four:4:on:5/5", 4, 3, 30, "three", "Downgraded")]
    [InlineData(
        "a higher star that is free comes before a lower one",
        "three:3:on:0/5 four:4:on:5/5 five:5:on:4/5",
        4,
        3,
        30,
        "five",
        "Overflow"
    )]
    [InlineData("a floor is a floor", "three:3:on:0/5 two:2:on:0/5", 4, 4, 900, null, "NobodyHasStars")]
    [InlineData(
        "nobody with the stars is here, and one less is enough now",
        "four:4:off:0/5 three:3:on:0/5",
        4,
        3,
        30,
        "three",
        "Downgraded"
    )]
    public void Should_Lower_The_Stars_Only_By_Policy(
        string situation,
        string agents,
        int stars,
        int floor,
        int waited,
        string? expected,
        string reason
    )
    {
        var (roster, people) = Parse(agents, downgradeAfter: 30);
        var decision = AssignmentRule.Decide(roster, Ticket(stars, waited) with { FloorStars = floor }, Now);
        people.SingleOrDefault(p => p.Value == decision.GroupMembership?.UserId).Key.ShouldBe(expected, situation);
        decision.Reason.ToString().ShouldBe(reason, situation);
    }

    [Fact]
    public void Should_Never_Lower_What_Risk_Asks_For()
    {
        var policy = new RoutingPolicy(StarMatrix.Default, 5, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), 20);
        policy.FloorFor(new TicketFacts(TicketPriority.Critical, TicketGrade.Low, TicketGrade.Low, CustomerTier.Standard)).ShouldBe(4);
        policy.FloorFor(new TicketFacts(TicketPriority.Normal, TicketGrade.High, TicketGrade.Low, CustomerTier.Standard)).ShouldBe(5);
        (policy with { DowngradeAfter = null })
            .FloorFor(new TicketFacts(TicketPriority.Critical, TicketGrade.Low, TicketGrade.Low, CustomerTier.Standard))
            .ShouldBe(5);
    }

    [Fact]
    public void Should_Serve_Equals_By_The_Longest_Time_Without_A_New_Ticket()
    {
        var roster = Roster();
        var people = new[] { 5, 50, 20 }.Select(minutes => roster.Add(Make(lastMinutesAgo: minutes), 3)).ToList();
        AssignmentRule.Decide(roster, Ticket(3), Now).GroupMembership.ShouldBe(people[1]);
        people[1].Person.Take(TicketChannel.Portal, Now);
        AssignmentRule.Decide(roster, Ticket(3), Now).GroupMembership.ShouldBe(people[2]);
    }

    [Fact]
    public void Should_Prefer_Whoever_Never_Had_One_And_Then_Be_Deterministic()
    {
        var people = new[] { Make(), Make(), Make(lastMinutesAgo: 500) };
        Guid Chosen(IEnumerable<Person> order)
        {
            var roster = Roster();
            foreach (var person in order)
            {
                roster.Add(new Person(person.UserId, person.State, person.Capacity, lastAssignedAt: person.LastAssignedAt), 3);
            }

            return AssignmentRule.Decide(roster, Ticket(3), Now).GroupMembership!.UserId;
        }

        Chosen(people).ShouldNotBe(people[2].UserId);
        Chosen(people.Reverse()).ShouldBe(Chosen(people));
    }

    [Fact]
    public void Should_Return_To_The_Last_Agent_When_Free_And_Not_When_Full_Or_Too_Few_Stars()
    {
        var roster = Roster();
        var (five, three) = (roster.Add(Make(load: 2), 5), roster.Add(Make(), 3));
        var ticket = Ticket(3) with { LastAgentId = five.UserId };
        AssignmentRule.Decide(roster, ticket, Now).ShouldBe(new AssignmentDecision(five, AssignmentReason.LastAgent));
        five.Person.Carry(TicketChannel.Portal, 3);
        AssignmentRule.Decide(roster, ticket, Now).GroupMembership.ShouldBe(three);
        AssignmentRule
            .Decide(roster, Ticket(4) with { LastAgentId = three.UserId }, Now)
            .GroupMembership.ShouldBeNull("whoever had it before needs the stars too");
    }

    [Fact]
    public void Should_Prefer_Whoever_Knows_The_Customer_Only_Among_Equals()
    {
        var roster = Roster();
        var (five, busy, calm) = (roster.Add(Make(), 5), roster.Add(Make(load: 4), 3), roster.Add(Make(), 3));
        AssignmentRule
            .Decide(roster, Ticket(3) with { KnownAgentId = busy.UserId }, Now)
            .ShouldBe(new AssignmentDecision(busy, AssignmentReason.KnowsCustomer));
        AssignmentRule
            .Decide(roster, Ticket(3) with { KnownAgentId = five.UserId }, Now)
            .GroupMembership.ShouldBe(calm, "simple work does not take a five-star's time");
    }

    [Fact]
    public void Should_Keep_To_The_Limit_Of_A_Channel()
    {
        var roster = Roster();
        var limited = roster.Add(
            new Person(Guid.NewGuid(), PresenceState.Online, 5, ChannelLimits.Of([KeyValuePair.Create(TicketChannel.Email, 1)])),
            3
        );
        var other = roster.Add(Make(load: 4), 3);
        AssignmentRule.Decide(roster, Ticket(3) with { Channel = TicketChannel.Email }, Now).GroupMembership.ShouldBe(limited);
        limited.Person.Take(TicketChannel.Email, Now);
        AssignmentRule.Decide(roster, Ticket(3) with { Channel = TicketChannel.Email }, Now).GroupMembership.ShouldBe(other);
        AssignmentRule.Decide(roster, Ticket(3), Now).GroupMembership.ShouldBe(limited, "other channels have room");
    }

    [Fact]
    public void Should_Say_When_Waiting_Alone_Changes_The_Answer()
    {
        var roster = Roster(downgradeAfter: 30);
        roster.Add(Make(load: 5), 3);
        roster.Add(Make(), 4);
        AssignmentRule.Decide(roster, Ticket(3, waited: 4), Now).RetryAt.ShouldBe(Now.AddMinutes(6));
        AssignmentRule.Decide(roster, Ticket(5, waited: 4) with { FloorStars = 4 }, Now).RetryAt.ShouldBe(Now.AddMinutes(26));
    }

    [Fact]
    public void Should_Put_Value_First_And_Let_Nobody_Be_Overtaken_By_Who_Comes_An_Hour_Later()
    {
        var everything = Enum.GetValues<TicketPriority>()
            .SelectMany(p => Enum.GetValues<CustomerTier>(), (p, t) => new TicketFacts(p, TicketGrade.Low, TicketGrade.Low, t))
            .ToList();
        var plain = everything[0];
        everything.Skip(1).ShouldAllBe(f => RoutingPolicy.RankOf(f, Now) < RoutingPolicy.RankOf(plain, Now));
        everything.ShouldAllBe(f =>
            RoutingPolicy.RankOf(f, Now + RoutingPolicy.MaxHeadStart + TimeSpan.FromTicks(1)) > RoutingPolicy.RankOf(plain, Now)
        );
    }

    [Fact]
    public void Should_Never_Go_Above_Capacity_Nor_Below_The_Stars()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var roster = Roster(downgradeAfter: 15);
            for (var i = random.Next(6); i > 0; i--)
            {
                roster.Add(Make(random.Next(0, 4), 3, state: (PresenceState)random.Next(3)), random.Next(1, 6));
            }

            var ticket = Ticket(random.Next(1, 6), random.Next(20));
            ticket = ticket with { FloorStars = Math.Max(ticket.RequiredStars - random.Next(2), 1) };
            if (AssignmentRule.Decide(roster, ticket, Now).GroupMembership is { } seat)
            {
                seat.Person.Load.ShouldBeLessThan(seat.Capacity);
                seat.Stars.ShouldBeGreaterThanOrEqualTo(
                    ticket.WaitingSince.AddMinutes(15) <= Now ? ticket.FloorStars : ticket.RequiredStars
                );
                seat.Person.State.ShouldBe(PresenceState.Online);
                roster.Memberships.ShouldNotContain(
                    s => s.IsFree && s.Stars >= ticket.RequiredStars && s.Stars < seat.Stars,
                    "a lower star was free"
                );
            }
        }
    }

    private static WaitingTicket Ticket(int stars, int waited = 0) =>
        new(Guid.NewGuid(), Guid.Empty, stars, stars, Now.AddMinutes(-waited), Now.AddMinutes(-waited));

    private static GroupRoster Roster(int? downgradeAfter = null, int best = 3) =>
        new(
            Guid.Empty,
            new RoutingPolicy(
                StarMatrix.Default,
                best,
                TimeSpan.FromMinutes(10),
                downgradeAfter is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
                5
            )
        );

    private static Person Make(int load = 0, int capacity = 5, int? lastMinutesAgo = null, PresenceState state = PresenceState.Online)
    {
        var person = new Person(
            Guid.NewGuid(),
            state,
            capacity,
            lastAssignedAt: lastMinutesAgo is { } minutes ? Now.AddMinutes(-minutes) : null
        );
        person.Carry(TicketChannel.Portal, load);
        return person;
    }

    private static (GroupRoster Roster, Dictionary<string, Guid> People) Parse(string agents, int? downgradeAfter)
    {
        var parts = agents.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => a.Split(':', '/')).ToList();
        var roster = Roster(downgradeAfter, parts.Count == 0 ? 0 : parts.Max(a => int.Parse(a[1])));
        return (
            roster,
            parts.ToDictionary(
                a => a[0],
                a =>
                    roster
                        .Add(
                            Make(
                                int.Parse(a[3]),
                                int.Parse(a[4]),
                                state: a[2] switch
                                {
                                    "on" => PresenceState.Online,
                                    "away" => PresenceState.Away,
                                    _ => PresenceState.Offline,
                                }
                            ),
                            int.Parse(a[1])
                        )
                        .UserId
            )
        );
    }
}
