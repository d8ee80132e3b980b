using CustomerService.Routing.Presence;

namespace CustomerService.Routing.Assignment;

public sealed class AssignmentRuleTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string, string, int, int, string?, string> Table => new()
    {
        // situation, agents as name:stars:state:load/capacity, required stars, minutes waited, expected agent, reason
        { "the lowest star that is enough comes first", "three:3:on:1/5 five:5:on:0/5", 3, 0, "three", "LowestSufficientStar" },
        { "simple work never takes a five-star while a three-star is free, however busy he is", "three:3:on:4/5 five:5:on:0/5", 3, 0, "three", "LowestSufficientStar" },
        { "the least loaded of equal stars", "busy:3:on:3/5 calm:3:on:1/5", 3, 0, "calm", "LowestSufficientStar" },
        { "too few stars do not count", "three:3:on:0/5 four:4:on:4/5", 4, 0, "four", "LowestSufficientStar" },
        { "a full three-star is not overloaded: the ticket waits first", "three:3:on:5/5 four:4:on:0/5", 3, 0, null, "WaitingForStar" },
        { "after the wait it flows over to the next star", "three:3:on:5/5 four:4:on:1/5 five:5:on:0/5", 3, 10, "four", "Overflow" },
        { "just before the end of the wait it still waits", "three:3:on:5/5 four:4:on:0/5", 3, 9, null, "WaitingForStar" },
        { "overflow skips a full four-star", "three:3:on:5/5 four:4:on:5/5 five:5:on:0/5", 3, 10, "five", "Overflow" },
        { "who comes free at the right star is taken before overflow", "three:3:on:4/5 four:4:on:0/5", 3, 60, "three", "LowestSufficientStar" },
        { "nobody of the lowest star is here: the next star is the right one", "three:3:off:0/5 four:4:on:0/5", 3, 0, "four", "LowestSufficientStar" },
        { "away is not here", "three:3:away:0/5 four:4:on:0/5", 3, 0, "four", "LowestSufficientStar" },
        { "everybody is full", "three:3:on:5/5 four:4:on:5/5", 3, 60, null, "EverybodyFull" },
        { "nobody with enough stars is here", "three:3:on:0/5 five:5:off:0/5", 5, 60, null, "NobodyOnline" },
        { "no members at all", "", 3, 0, null, "EmptyGroup" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Should_Choose(string situation, string agents, int stars, int waited, string? expected, string reason)
    {
        var people = Parse(agents);
        var decision = AssignmentRule.Decide([.. people.Values], new AssignmentRequest(stars, Now.AddMinutes(-waited), TimeSpan.FromMinutes(10)), Now);
        people.SingleOrDefault(p => p.Value == decision.Agent).Key.ShouldBe(expected, situation);
        decision.Reason.ToString().ShouldBe(reason, situation);
    }

    [Fact]
    public void Should_Serve_Equals_By_The_Longest_Time_Without_A_New_Ticket()
    {
        AgentCandidate[] people = [Make(3, lastMinutesAgo: 5), Make(3, lastMinutesAgo: 50), Make(3, lastMinutesAgo: 20)];
        AssignmentRule.Decide(people, new AssignmentRequest(3, Now, TimeSpan.Zero), Now).Agent.ShouldBe(people[1]);
        AssignmentRule.Decide([.. people.Reverse()], new AssignmentRequest(3, Now, TimeSpan.Zero), Now).Agent.ShouldBe(people[1]);
    }

    [Fact]
    public void Should_Prefer_Whoever_Never_Had_One_And_Then_Be_Deterministic()
    {
        AgentCandidate[] people = [Make(3), Make(3), Make(3, lastMinutesAgo: 500)];
        var chosen = AssignmentRule.Decide(people, new AssignmentRequest(3, Now, TimeSpan.Zero), Now).Agent!;
        chosen.LastAssignedAt.ShouldBeNull();
        AssignmentRule.Decide([.. people.Reverse()], new AssignmentRequest(3, Now, TimeSpan.Zero), Now).Agent.ShouldBe(chosen);
    }

    [Fact]
    public void Should_Return_To_The_Last_Agent_When_Free_And_Not_When_Full()
    {
        var last = Make(5, load: 2);
        var three = Make(3);
        var request = new AssignmentRequest(3, Now, TimeSpan.FromMinutes(10), last.UserId);
        AssignmentRule.Decide([three, last], request, Now).ShouldBe(new AssignmentDecision(last, AssignmentReason.LastAgent));
        AssignmentRule.Decide([three, last with { Load = 5 }], request, Now).Agent.ShouldBe(three);
    }

    [Fact]
    public void Should_Say_When_Waiting_Alone_Changes_The_Answer()
    {
        AgentCandidate[] people = [Make(3, load: 5), Make(4)];
        AssignmentRule.Decide(people, new AssignmentRequest(3, Now.AddMinutes(-4), TimeSpan.FromMinutes(10)), Now).RetryAt.ShouldBe(Now.AddMinutes(6));
    }

    [Fact]
    public void Should_Never_Go_Above_Capacity_Nor_Below_The_Stars()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var people = Enumerable.Range(0, random.Next(6)).Select(_ => Make(random.Next(1, 6), random.Next(0, 4), 3, state: (PresenceState)random.Next(3))).ToList();
            var stars = random.Next(1, 6);
            var decision = AssignmentRule.Decide(people, new AssignmentRequest(stars, Now.AddMinutes(-random.Next(20)), TimeSpan.FromMinutes(10)), Now);
            if (decision.Agent is { } agent)
            {
                agent.Load.ShouldBeLessThan(agent.Capacity);
                agent.Stars.ShouldBeGreaterThanOrEqualTo(stars);
                agent.State.ShouldBe(PresenceState.Online);
                people.ShouldNotContain(p => p.IsFree && p.Stars >= stars && p.Stars < agent.Stars, "a lower star was free");
            }
        }
    }

    private static AgentCandidate Make(int stars, int load = 0, int capacity = 5, int? lastMinutesAgo = null, PresenceState state = PresenceState.Online) =>
        new(Guid.NewGuid(), stars, state, load, capacity, lastMinutesAgo is { } minutes ? Now.AddMinutes(-minutes) : null);

    private static Dictionary<string, AgentCandidate> Parse(string agents) => agents.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => a.Split(':', '/')).ToDictionary(
        a => a[0],
        a => Make(int.Parse(a[1]), int.Parse(a[3]), int.Parse(a[4]), state: a[2] switch { "on" => PresenceState.Online, "away" => PresenceState.Away, _ => PresenceState.Offline }));
}
