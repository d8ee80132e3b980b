using System.Diagnostics;
using System.Text.Json;
using CustomerService.Identity.Users;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Rehearsals;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Policies;
using CustomerService.Sla.Rehearsals;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Benchmarks.Figures;

namespace CustomerService.Benchmarks;

/// <summary>
/// How fast a past period is played again: who takes which ticket, and what is promised and kept; and how long all of
/// it takes from the database on.
/// </summary>
internal sealed class Rehearse : IBenchmark
{
    private const int Routed = 340_000;
    private const int Promised = 1_000_000;
    private const int Stored = 100_000;
    private const int Days = 30;
    private const string Zone = "Asia/Shanghai";

    private static readonly Guid Group = Guid.CreateVersion7();
    private static readonly DateTime Begin = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    public string Name => "rehearsal";

    public string Aim => "a million replayed events, and a million tickets under changed promises, in a minute or so each";

    public async Task RunAsync(TextWriter output)
    {
        var random = new Random(1);
        var plan = Plan(random);
        var watch = Stopwatch.StartNew();
        var result = new Rehearsal(plan).Run();
        output.WriteLine(
            Text(
                $"{Routed:N0} tickets taken by {plan.Agents.Count} agents: {result.Events:N0} events in "
                    + $"{watch.Elapsed.TotalSeconds:0.0} s, {result.Events / watch.Elapsed.TotalSeconds:N0}/s"
            )
        );

        var book = Book();
        var tickets = Enumerable.Range(0, Promised).Select(_ => Past(random)).ToList();
        watch.Restart();
        long promises = 0,
            broken = 0;
        foreach (var ticket in tickets)
        {
            foreach (var promise in book.Play(ticket, ticket.CreatedAt, ticket.CreatedAt.AddMinutes(7)))
            {
                promises++;
                broken += promise.IsKept ? 0 : 1;
            }
        }

        output.WriteLine(
            Text(
                $"{Promised:N0} tickets of {tickets.Sum(t => t.Steps.Count) / (double)Promised:0.0} steps promised and kept "
                    + $"again under four policies: {promises:N0} promises, {broken:N0} broken, in {watch.Elapsed.TotalSeconds:0.0} s "
                    + $"on one core"
            )
        );
        await RunStoredAsync(output);
    }

    /// <summary>As behind the page: read from PostgreSQL, played as it is and under a draft.</summary>
    private static async Task RunStoredAsync(TextWriter output)
    {
        await using var product = await Product.CreateAsync();
        var ticket = await SampleTicket.CreateAsync(product);
        await product.RunAsAdminAsync(p =>
            p.GetRequiredService<ITicketAppService>()
                .ReplyAsync(
                    new ReplyInput
                    {
                        TicketId = ticket.Id,
                        Body = "Which parcel is it?",
                        StatusAfter = TicketStatus.WaitingForCustomer,
                    }
                )
        );
        await product.DrainAsync();
        await product.RunAsAdminAsync(p =>
            p.GetRequiredService<ITicketAppService>()
                .ReplyAsync(
                    new ReplyInput
                    {
                        TicketId = ticket.Id,
                        Body = "It comes tomorrow.",
                        StatusAfter = TicketStatus.Resolved,
                    }
                )
        );
        await product.DrainAsync();
        await SampleTicket.SpreadAsync(product, ticket.Id, Stored, Days);

        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var draft = await product.RunAsync(p => p.GetRequiredService<ISlaRehearsalIntegrationService>().GetDraftAsync());
        draft.Policies.ForEach(x => x.Targets.ForEach(t => t.FirstResponseMinutes = 1));
        var watch = Stopwatch.StartNew();
        var played = await product.RunAsAdminAsync(p =>
            p.GetRequiredService<IRehearsalAppService>()
                .RunAsync(
                    new RehearseInput
                    {
                        From = today.AddDays(-Days),
                        To = today,
                        Promises = JsonSerializer.Serialize(draft),
                    }
                )
        );
        output.WriteLine(
            Text(
                $"{played.Really.Tickets:N0} stored tickets read from PostgreSQL and played twice: "
                    + $"{watch.Elapsed.TotalSeconds:0.0} s, {played.Seconds:0.0} s of it playing; "
                    + $"{played.Changed.Promises.Sum(x => x.Kept + x.Broken):N0} promises under the draft"
            )
        );
    }

    private static PromiseBook Book()
    {
        var office = BusinessCalendar.Create(
            "Office",
            Zone,
            [
                .. Enumerable
                    .Range(1, 5)
                    .SelectMany(d =>
                        new WeeklyWindow[] { new((DayOfWeek)d, new(9, 0), new(12, 0)), new((DayOfWeek)d, new(13, 0), new(18, 0)) }
                    ),
            ],
            []
        );
        var always = BusinessCalendar.Create(
            "Always",
            Zone,
            [.. Enum.GetValues<DayOfWeek>().Select(d => new WeeklyWindow(d, new(0, 0), new(0, 0)))],
            []
        );
        PolicyTarget[] targets = [new(TicketPriority.Normal, 240, 1080, 120, 480, 30), new(TicketPriority.Urgent, 60, 540, 60, 240, 30)];
        return PromiseBook.Of(
            [
                SlaPolicy.Create(
                    "Critical",
                    1,
                    always.Id,
                    PolicyConditions.Any,
                    [new(TicketPriority.Critical, 15, 240)],
                    75,
                    false,
                    keepsCalendar: true
                ),
                SlaPolicy.Create("VIP", 2, always.Id, PolicyConditions.Any with { Tiers = [CustomerTier.Vip] }, targets, 75, false),
                SlaPolicy.Create("Returns", 3, office.Id, PolicyConditions.Any with { Tags = ["returns"] }, targets, 75, true),
                SlaPolicy.Create("Standard", 4, office.Id, PolicyConditions.Any, targets, 75, false),
            ],
            [office, always]
        );
    }

    /// <summary>Answered, asked back, heard, and solved within a few days.</summary>
    private static PastTicket Past(Random random)
    {
        var created = Begin.AddDays(random.NextDouble() * Days);
        var priority = (TicketPriority)(
            random.Next(20) switch
            {
                < 16 => 0,
                < 19 => 1,
                _ => 2,
            }
        );
        var at = created;
        TicketStep[] steps =
        [
            Step(TicketStepKind.Assigned, 0, TicketStatus.New),
            Step(TicketStepKind.Answered, 400, TicketStatus.New),
            Step(TicketStepKind.StatusChanged, 0, TicketStatus.WaitingForCustomer),
            Step(TicketStepKind.CustomerWrote, 900, TicketStatus.WaitingForCustomer),
            Step(TicketStepKind.StatusChanged, 0, TicketStatus.InProgress),
            Step(TicketStepKind.Answered, 300, TicketStatus.InProgress),
            Step(TicketStepKind.StatusChanged, 900, TicketStatus.Resolved),
        ];
        return new PastTicket(
            Guid.CreateVersion7(),
            created,
            new Sla.Policies.TicketFacts(
                Guid.Empty,
                priority,
                TicketChannel.Email,
                random.Next(20) == 0 ? CustomerTier.Vip : CustomerTier.Standard,
                Group,
                random.Next(5) == 0 ? ["returns"] : []
            ),
            steps,
            []
        );

        TicketStep Step(TicketStepKind kind, int minutes, TicketStatus status) =>
            new(kind, at = at.AddMinutes(minutes * random.NextDouble() * 2), status, priority, false);
    }

    /// <summary>A month of 200 agents in three shifts.</summary>
    private static RehearsalPlan Plan(Random random)
    {
        var policy = new RoutingPolicy(StarMatrix.Default, 5, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), 20);
        var agents = Enumerable
            .Range(0, 200)
            .Select(i => new RehearsalAgent(
                Guid.CreateVersion7(),
                new Dictionary<Guid, int> { [Group] = 3 + (i % 3) },
                [
                    .. Enumerable
                        .Range(0, Days)
                        .Select(d => Begin.AddDays(d).AddHours(8 * (i % 3)))
                        .Select(at => new RehearsalShift(at, at.AddHours(8))),
                ],
                5
            ))
            .ToList();
        var minutes = 200 / 3.0 * 5 * Days * 24 * 60 * 0.75 / Routed;
        return new RehearsalPlan(
            new Dictionary<Guid, RoutingPolicy> { [Group] = policy },
            agents,
            [
                .. Enumerable
                    .Range(0, Routed)
                    .Select(_ => Begin.AddDays(random.NextDouble() * Days))
                    .Order()
                    .Select(at => new RehearsalTicket(
                        Guid.CreateVersion7(),
                        Group,
                        at,
                        new Routing.Groups.TicketFacts(
                            (TicketPriority)(random.Next(20) / 18),
                            TicketGrade.Low,
                            (TicketGrade)(random.Next(20) / 17),
                            CustomerTier.Standard
                        ),
                        TicketChannel.Portal,
                        TimeSpan.FromMinutes(minutes * (0.2 + (1.6 * random.NextDouble()))),
                        at
                    )),
            ]
        );
    }
}
