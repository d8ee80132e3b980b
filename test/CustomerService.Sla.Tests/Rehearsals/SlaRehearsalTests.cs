using System.Text.Json;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Users;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.Sla.Policies;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Sla.SlaTestData;

namespace CustomerService.Sla.Rehearsals;

/// <summary>
/// Normal: an answer in 4 h, a solution in 18 h; urgent: 1 h and 9 h; Monday to Friday 09:00 to 18:00. 2 March 2026 is
/// a Monday.
/// </summary>
public sealed class SlaRehearsalTests
{
    private static readonly DateTime Taken = At("2026-03-02 10:00");

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Promise_Anew_Under_Other_Targets_And_Other_Opening_Hours_And_Write_Nothing(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>(provider);
        await host.AddPolicyAsync(TestHost.TenantA);
        var ticket = Past(host, "09:00", Answered("12:30"), Solved("17:00"));

        (await PlayAsync(host, ticket)).ShouldBe([(SlaMetric.FirstResponse, true), (SlaMetric.Resolution, true)]);
        (await PlayAsync(host, ticket, d => d.Policies[0].Targets[0].FirstResponseMinutes = 180)).ShouldBe([
            (SlaMetric.FirstResponse, false),
            (SlaMetric.Resolution, true),
        ]);
        (await PlayAsync(host, ticket, d => d.Policies[0].Targets[0].ResolutionMinutes = null)).ShouldBe([(SlaMetric.FirstResponse, true)]);
        (await PlayAsync(host, ticket, d => d.Policies[0].IsActive = false)).ShouldBeEmpty();
        (await PlayAsync(host, ticket, d => d.Policies.Clear())).ShouldBeEmpty();

        // With a break from 10 to 13 only half an hour less is used up than with a target of three hours: kept again.
        (
            await PlayAsync(
                host,
                ticket,
                d =>
                {
                    d.Policies[0].Targets[0].FirstResponseMinutes = 180;
                    d.Calendars[0].Week.Single(x => x.Day == DayOfWeek.Monday).Windows =
                    [
                        new() { Start = new(9, 0), End = new(10, 0) },
                        new() { Start = new(13, 0), End = new(18, 0) },
                    ];
                }
            )
        ).ShouldBe([(SlaMetric.FirstResponse, true), (SlaMetric.Resolution, true)]);

        // A holiday: nothing is used up.
        (
            await PlayAsync(
                host,
                ticket,
                d =>
                {
                    d.Policies[0].Targets[0].FirstResponseMinutes = 1;
                    d.Calendars[0].Dates.Add(new() { Date = new(2026, 3, 2), Name = "Holiday" });
                }
            )
        ).ShouldBe([(SlaMetric.FirstResponse, true), (SlaMetric.Resolution, true)]);

        await host.RunAsync(
            TestHost.TenantA,
            async p =>
            {
                var db = p.GetRequiredService<CustomerServiceDbContext>();
                (await db.Set<SlaClock>().AnyAsync()).ShouldBeFalse();
                (await db.Set<SlaPolicy>().SingleAsync())
                    .TermsFor(SlaMetric.FirstResponse, TicketPriority.Normal, Guid.Empty)!
                    .TargetMinutes.ShouldBe(240);
                (await db.Set<BusinessCalendar>().SingleAsync()).Dates.ShouldBeEmpty();
            }
        );
    }

    [Fact]
    public async Task Should_Move_What_Came_After_Somebody_Had_The_Ticket_And_Nothing_Before()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        await host.AddPolicyAsync(TestHost.TenantA);
        var ticket = Past(host, "09:00", Answered("12:30"), Solved("17:00"));

        (await PlayAsync(host, ticket, takenAt: "2026-03-02 10:30")).ShouldBe(
            [(SlaMetric.FirstResponse, true), (SlaMetric.Resolution, true)],
            "exactly at its due time"
        );
        (await PlayAsync(host, ticket, takenAt: "2026-03-02 10:31")).ShouldBe([
            (SlaMetric.FirstResponse, false),
            (SlaMetric.Resolution, true),
        ]);
        (await PlayAsync(host, ticket, takenAt: "2026-03-03 12:00")).ShouldBe(
            [(SlaMetric.FirstResponse, false), (SlaMetric.Resolution, false)],
            "due on Tuesday evening, solved at seven"
        );
        (await PlayAsync(host, ticket, isTaken: false)).ShouldBe([(SlaMetric.FirstResponse, false), (SlaMetric.Resolution, false)]);

        // Answered before anybody had it, and that is when it is answered still.
        var early = Past(host, "09:00", Answered("09:30"), Solved("17:00"));
        (await PlayAsync(host, early, takenAt: "2026-03-02 16:00")).ShouldBe([
            (SlaMetric.FirstResponse, true),
            (SlaMetric.Resolution, true),
        ]);
        (await PlayAsync(host, early, isTaken: false)).ShouldBe([(SlaMetric.FirstResponse, true), (SlaMetric.Resolution, false)]);
    }

    [Fact]
    public async Task Should_Stand_Still_While_It_Waited_For_The_Customer_And_For_Others_Where_The_Policy_Says_So()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        await host.AddPolicyAsync(TestHost.TenantA, targets: [new(TicketPriority.Normal, null, 4 * 60)]);
        var asked = Past(
            host,
            "09:00",
            Status("10:30", TicketStatus.WaitingForCustomer),
            Status("16:00", TicketStatus.InProgress),
            Solved("17:00")
        );
        var given = Past(
            host,
            "09:00",
            Status("10:30", TicketStatus.WaitingForThirdParty),
            Status("16:00", TicketStatus.InProgress),
            Solved("17:00")
        );

        (await PlayAsync(host, asked)).ShouldBe([(SlaMetric.Resolution, true)]);
        (await PlayAsync(host, given)).ShouldBe([(SlaMetric.Resolution, false)]);
        (await PlayAsync(host, given, d => d.Policies[0].PausesForThirdParty = true)).ShouldBe([(SlaMetric.Resolution, true)]);
    }

    [Fact]
    public async Task Should_Hear_Of_Later_Questions_And_Hand_Overs_And_Of_A_Priority_From_When_It_Was_Changed()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        await host.AddPolicyAsync(
            TestHost.TenantA,
            targets:
            [
                new(TicketPriority.Normal, 240, null, NextResponseMinutes: 60, HandOverMinutes: 30),
                new(TicketPriority.Urgent, 60, null),
            ]
        );
        var asked = Past(
            host,
            "09:00",
            Answered("10:30"),
            Step("11:00", TicketStepKind.CustomerWrote, TicketStatus.InProgress),
            Answered("12:30"),
            Solved("17:00")
        );
        (await PlayAsync(host, asked)).ShouldBe([(SlaMetric.FirstResponse, true), (SlaMetric.NextResponse, false)]);

        var handed = Past(
            host,
            "09:00",
            Step("10:30", TicketStepKind.HandedOver, TicketStatus.New),
            Step("11:30", TicketStepKind.Assigned, TicketStatus.New),
            Solved("12:00")
        );
        (await PlayAsync(host, handed)).ShouldBe([(SlaMetric.FirstResponse, true), (SlaMetric.HandOver, false)]);
        (await PlayAsync(host, handed, d => d.Policies[0].Targets[0].HandOverMinutes = 60)).ShouldBe([
            (SlaMetric.FirstResponse, true),
            (SlaMetric.HandOver, true),
        ]);

        var merged = Past(
            host,
            "09:00",
            Answered("10:30"),
            Step("11:00", TicketStepKind.CustomerWrote, TicketStatus.InProgress),
            Step("11:30", TicketStepKind.MergedInto, TicketStatus.Closed)
        );
        (await PlayAsync(host, merged)).ShouldBe(
            [(SlaMetric.FirstResponse, true)],
            "the answer that it still owed is owed by the other ticket"
        );

        // Urgent after two hours: a quarter of its hour is left, as on the day.
        var raised = Past(
            host,
            "09:00",
            new TicketStep(TicketStepKind.PriorityChanged, Time("11:00"), TicketStatus.New, TicketPriority.Urgent, true),
            Answered("11:15", TicketPriority.Urgent)
        );
        (await PlayAsync(host, raised)).ShouldBe([(SlaMetric.FirstResponse, true)]);
        var late = Past(
            host,
            "09:00",
            new TicketStep(TicketStepKind.PriorityChanged, Time("11:00"), TicketStatus.New, TicketPriority.Urgent, true),
            Answered("11:16", TicketPriority.Urgent)
        );
        (await PlayAsync(host, late)).ShouldBe([(SlaMetric.FirstResponse, false)]);
    }

    [Fact]
    public async Task Should_Ask_Policies_In_The_Order_And_With_The_Conditions_And_Calendars_Of_The_Draft()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        await host.AddPolicyAsync(TestHost.TenantA);
        var group = Guid.NewGuid();
        var ticket = Past(host, "09:00", Answered("12:30"));
        ticket = Change(host, ticket, x => x with { Ticket = x.Ticket with { GroupId = group }, Tags = ["returns"] });
        host.Services.GetRequiredService<FakeUsers>().Tiers[Course(host, ticket).Ticket.RequesterId] = CustomerTier.Vip;

        (await PolicyAsync(host, ticket, New(x => x.Tiers = ["Vip"]))).ShouldBe("Other");
        (await PolicyAsync(host, ticket, New(x => x.Tiers = ["Plus"]))).ShouldBe("Standard");
        (await PolicyAsync(host, ticket, New(x => x.Tags = "Returns"))).ShouldBe("Other");
        (await PolicyAsync(host, ticket, New(x => x.GroupIds = [group]))).ShouldBe("Other");
        (
            await PolicyAsync(
                host,
                ticket,
                d =>
                {
                    New(_ => { })(d);
                    d.Policies.Reverse();
                }
            )
        ).ShouldBe("Standard");

        // A calendar of the group: it opens at noon, half an hour before the answer.
        Action<SlaDraftInput> groupCalendar = d =>
        {
            d.Policies[0].Targets[0].FirstResponseMinutes = 60;
            var id = Guid.NewGuid();
            d.Calendars.Add(
                new()
                {
                    Id = id,
                    Name = "Late",
                    TimeZone = Shanghai,
                    GroupIds = [group],
                    Week = [new() { Day = DayOfWeek.Monday, Windows = [new() { Start = new(12, 0), End = new(20, 0) }] }],
                }
            );
        };
        (await PlayAsync(host, ticket, groupCalendar)).ShouldContain((SlaMetric.FirstResponse, true));
        (await PlayAsync(host, ticket, groupCalendar + (d => d.Policies[0].KeepsCalendar = true))).ShouldContain(
            (SlaMetric.FirstResponse, false)
        );

        Action<SlaDraftInput> New(Action<SavePolicyInput> change) =>
            d =>
            {
                var policy = new SavePolicyInput
                {
                    Name = "Other",
                    CalendarId = d.Calendars[0].Id!.Value,
                    Targets = [new() { Priority = "Normal", FirstResponseMinutes = 60 }],
                };
                change(policy);
                d.Policies.Insert(0, policy);
            };
    }

    [Fact]
    public async Task Should_Refuse_A_Draft_That_The_Editors_Would_Refuse()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        await host.AddPolicyAsync(TestHost.TenantA);
        (await RefusedAsync(d => d.Policies[0].Targets.Clear())).ShouldBe(SlaErrorCodes.PolicyPromisesNothing);
        (await RefusedAsync(d => d.Policies[0].Targets[0].ResolutionMinutes = 1)).ShouldBe(SlaErrorCodes.ResolutionBeforeResponse);
        (await RefusedAsync(d => d.Calendars[0].Week.Clear())).ShouldBe(SlaErrorCodes.AlwaysClosed);
        (await RefusedAsync(d => d.Calendars.Clear())).ShouldBe(SlaErrorCodes.CalendarNotFound);
        await Should.ThrowAsync<InputValidationException>(() =>
            ReadAsync(host, Guid.NewGuid(), d => d.Policies[0].Targets[0].FirstResponseMinutes = -5)
        );
        (
            await Should.ThrowAsync<BusinessException>(() =>
                host.RunAsync(TestHost.TenantA, p => p.GetRequiredService<ISlaRehearsalIntegrationService>().ReadAsync([], "[1]"))
            )
        ).Code.ShouldBe(FrameworkErrorCodes.InvalidInput);

        async Task<string> RefusedAsync(Action<SlaDraftInput> change) =>
            (await Should.ThrowAsync<BusinessException>(() => ReadAsync(host, Guid.NewGuid(), change))).Code;
    }

    private static Guid Past(TestHost host, string created, params TicketStep[] steps)
    {
        var id = Guid.CreateVersion7();
        host.Services.GetRequiredService<FakeTickets>()
            .Timelines.Add(
                new TicketTimeline(
                    FakeTickets.Snapshot(id, TicketStatus.Resolved, TicketPriority.Critical, Time(created)),
                    TicketPriority.Normal,
                    [],
                    steps
                )
            );
        return id;
    }

    private static TicketTimeline Course(TestHost host, Guid id) =>
        host.Services.GetRequiredService<FakeTickets>().Timelines.Single(x => x.Ticket.Id == id);

    private static Guid Change(TestHost host, Guid id, Func<TicketTimeline, TicketTimeline> change)
    {
        var courses = host.Services.GetRequiredService<FakeTickets>().Timelines;
        courses[courses.FindIndex(x => x.Ticket.Id == id)] = change(Course(host, id));
        return id;
    }

    private static TicketStep Step(string at, TicketStepKind kind, TicketStatus status, TicketPriority priority = TicketPriority.Normal) =>
        new(kind, Time(at), status, priority, false);

    private static TicketStep Answered(string at, TicketPriority priority = TicketPriority.Normal) =>
        Step(at, TicketStepKind.Answered, TicketStatus.InProgress, priority);

    private static TicketStep Status(string at, TicketStatus status) => Step(at, TicketStepKind.StatusChanged, status);

    private static TicketStep Solved(string at) => Status(at, TicketStatus.Resolved);

    private static DateTime Time(string wallClock) => At($"2026-03-02 {wallClock}");

    /// <summary>Under the draft as changed. It was taken at ten on Monday.</summary>
    private static async Task<List<(SlaMetric Metric, bool IsKept)>> PlayAsync(
        TestHost host,
        Guid ticket,
        Action<SlaDraftInput>? change = null,
        string takenAt = "2026-03-02 10:00",
        bool isTaken = true
    ) =>
        [
            .. (await ReadAsync(host, ticket, change))
                .Play(ticket, true, Taken, isTaken ? At(takenAt) : null)
                .OrderBy(x => x.Metric)
                .Select(x => (x.Metric, x.IsKept)),
        ];

    private static async Task<string> PolicyAsync(TestHost host, Guid ticket, Action<SlaDraftInput> change) =>
        (await ReadAsync(host, ticket, change)).Play(ticket, true, Taken, Taken).Select(x => x.PolicyName).Distinct().Single();

    private static Task<ISlaRehearsal> ReadAsync(TestHost host, Guid ticket, Action<SlaDraftInput>? change) =>
        host.RunAsync(
            TestHost.TenantA,
            async p =>
            {
                var rehearsals = p.GetRequiredService<ISlaRehearsalIntegrationService>();
                var draft = await rehearsals.GetDraftAsync();
                change?.Invoke(draft);
                return await rehearsals.ReadAsync([ticket], JsonSerializer.Serialize(draft));
            }
        );
}
