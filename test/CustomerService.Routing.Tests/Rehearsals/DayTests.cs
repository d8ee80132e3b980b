using System.Globalization;
using CustomerService.Identity.Users;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Queue;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Routing.Rehearsals;

/// <summary>A day of 40 agents and 5,000 tickets with a peak, decided by the product's own core.</summary>
public sealed class DayTests(ITestOutputHelper output)
{
    private static readonly DateTime Opening = new(2026, 3, 2, 1, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Group = Guid.CreateVersion7();

    [Theory]
    [InlineData(1, 0.6)]
    [InlineData(4, 0.8)]
    [InlineData(5, 0.95)]
    public void Should_Keep_Floors_Bounds_And_Word_Through_A_Day_With_A_Peak(int seed, double load)
    {
        var plan = Day(seed, load);
        var day = new Rehearsal(plan, new RehearsalOptions(ShowsWaits: true, WatchEvery: 50)).Run();
        var policy = plan.Groups[Group];
        Print(plan, day, load);

        (day.Taken.Count + day.Waiting.Count).ShouldBe(plan.Tickets.Count);

        // No floor violation: fewer stars than asked only by policy and after its time, never fewer than the floor.
        day.Taken.ShouldAllBe(t => t.AgentStars >= t.FloorStars);
        day.Taken.Where(t => t.AgentStars < t.RequiredStars).ShouldAllBe(t => t.Wait >= policy.DowngradeAfter);
        day.Taken.ShouldAllBe(t => t.AgentStars >= policy.Stars.ForRisk(t.Ticket.Facts.Risk));

        // Five-stars are not wasted: nobody higher works while somebody lower who is enough is free, and before the
        // overflow time only when no lower is here.
        day.Taken.ShouldAllBe(t => !t.WasLowerStarFree);
        day.Taken.Where(t => t is { RequiredStars: 3, AgentStars: 5 }).ShouldAllBe(t => t.Wait >= policy.OverflowAfter);

        // Nobody is overtaken by an equal who came more than the head start later.
        foreach (var equals in day.Taken.GroupBy(t => (t.RequiredStars, t.FloorStars)))
        {
            var inOrder = equals.OrderBy(t => t.Ticket.At).ToList();
            var latestTaken = DateTime.MinValue;
            var passed = 0;
            foreach (var later in inOrder)
            {
                while (inOrder[passed].Ticket.At + RoutingPolicy.MaxHeadStart < later.Ticket.At)
                {
                    latestTaken = inOrder[passed].TakenAt > latestTaken ? inOrder[passed].TakenAt : latestTaken;
                    passed++;
                }

                later.TakenAt.ShouldBeGreaterThanOrEqualTo(latestTaken);
            }
        }

        // Shown waits are honest, and never rise silently.
        var shown = day.Taken.Where(t => t.Shown is not null).ToList();
        (shown.Count(t => t.Wait <= t.Shown) / (double)shown.Count).ShouldBeGreaterThanOrEqualTo(0.8);
        day.Raised.ShouldAllBe(r => r.Reason != QueueChange.None && r.To > r.From);
    }

    [Fact]
    public void Should_Play_The_Same_Twice()
    {
        var (one, two) = (new Rehearsal(Day(9, 0.8)).Run(), new Rehearsal(Day(9, 0.8)).Run());
        one.Taken.Select(t => (t.TakenAt, t.AgentStars)).ShouldBe(two.Taken.Select(t => (t.TakenAt, t.AgentStars)));
    }

    [Fact]
    public void Should_Stop_When_Asked_To()
    {
        using var stop = new CancellationTokenSource();
        var seen = new List<double>();
        var rehearsal = new Rehearsal(Day(1, 0.8));
        Should.Throw<OperationCanceledException>(() =>
            rehearsal.Run(
                new Inline(p =>
                {
                    seen.Add(p);
                    if (p > 0.3)
                    {
                        stop.Cancel();
                    }
                }),
                stop.Token
            )
        );
        seen.ShouldBeInOrder();
        seen[^1].ShouldBeInRange(0.3, 0.9);
    }

    internal static RehearsalPlan Day(int seed, double load, int tickets = 5000, int people = 40)
    {
        var random = new Random(seed);
        var policy = new RoutingPolicy(StarMatrix.Default, 5, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), 3);
        var agents = Enumerable
            .Range(0, people)
            .Select(i =>
            {
                var lunch = Opening.AddHours(3 + (i % 4));
                return new RehearsalAgent(
                    new Guid(i + 1, 0, 0, new byte[8]),
                    new Dictionary<Guid, int>
                    {
                        [Group] =
                            i % 5 == 0 ? 5
                            : i % 5 <= 2 ? 4
                            : 3,
                    },
                    [new RehearsalShift(Opening, lunch), new RehearsalShift(lunch.AddHours(1), Opening.AddHours(10))]
                );
            })
            .ToList();

        // Place-hours of the day times the wanted load, shared by all tickets.
        var handling = people * 3 * 9 * 60 * load / tickets;
        var at = Enumerable
            .Range(0, tickets)
            .Select(_ => random.NextDouble() < 0.35 ? 1.5 + (random.NextDouble() * 1.5) : random.NextDouble() * 9.5)
            .Order();
        return new RehearsalPlan(
            new Dictionary<Guid, RoutingPolicy> { [Group] = policy },
            agents,
            [
                .. at.Select(
                    (hours, i) =>
                        new RehearsalTicket(
                            new Guid(i + 1, 1, 0, new byte[8]),
                            Group,
                            Opening.AddHours(hours),
                            new TicketFacts(
                                Pick<TicketPriority>(random, 0.83, 0.95),
                                Pick<TicketGrade>(random, 0.85, 0.95),
                                Pick<TicketGrade>(random, 0.8, 0.94),
                                Pick<CustomerTier>(random, 0.85, 0.95)
                            ),
                            TicketChannel.Portal,
                            TimeSpan.FromMinutes(handling * Math.Exp((0.7 * Normal(random)) - 0.245)),
                            Opening.AddHours(hours)
                        )
                ),
            ]
        );
    }

    private static T Pick<T>(Random random, double first, double second)
        where T : struct, Enum =>
        Enum.GetValues<T>()[
            random.NextDouble() is var x && x < first ? 0
            : x < second ? 1
            : 2
        ];

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private void Print(RehearsalPlan plan, RehearsalResult day, double load)
    {
        var waited = day.Taken.Where(t => t.Wait > TimeSpan.Zero).OrderBy(t => t.Wait).ToList();
        var shown = day.Taken.Where(t => t.Shown is not null).ToList();
        double At(double share) =>
            waited.Count == 0 ? 0 : waited[Math.Min((int)(waited.Count * share), waited.Count - 1)].Wait.TotalMinutes;
        var fives = day.Taken.Where(t => t.AgentStars == 5).ToList();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                load {load:0.00}: {plan.Tickets.Count} tickets, {plan.Agents.Count} agents, {day.Events} events; taken
                    {day.Taken.Count}, left over {day.Waiting.Count}
                waited {waited.Count}: median {At(0.5):0.0} min, 80 % {At(0.8):0.0}, 95 % {At(0.95):0.0}, longest {At(1):0.0}
                floor violations {day.Taken.Count(t => t.AgentStars < t.FloorStars)}, one star less by policy {day.Taken.Count(t =>
                    t.AgentStars < t.RequiredStars
                )}
                five-stars' tickets {fives.Count}: asked for five {fives.Count(t => t.RequiredStars == 5)}, four {fives.Count(t =>
                    t.RequiredStars == 4
                )}, three {fives.Count(t => t.RequiredStars == 3)}; while a lower star was free {day.Taken.Count(t => t.WasLowerStarFree)}
                shown waits {shown.Count}: {100.0
                    * shown.Count(t => t.Wait <= t.Shown)
                    / Math.Max(shown.Count, 1):0.0} % kept, median shown {shown.Select(t =>
                    t.Shown!.Value.TotalMinutes
                ).Order().ElementAtOrDefault(shown.Count / 2):0.0} min; raised {day.Raised.Count} times with a reason for {day.Taken.Count(
                    t => t.Shown is not null
                ) / 50} who watched ({string.Join(", ", day.Raised.GroupBy(r => r.Reason).Select(r => $"{r.Key} {r.Count()}"))})
                waits by stars asked for: {string.Join(
                    "; ",
                    day.Taken.GroupBy(t => t.RequiredStars).OrderBy(g => g.Key).Select(g =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{g.Key}: {g.Count()} tickets, mean {g.Average(t => t.Wait.TotalMinutes):0.0} min"
                        )
                    )
                )}
                """
            )
        );
    }

    private sealed class Inline(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
