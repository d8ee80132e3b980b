using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Policies;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Sla.SlaTestData;

namespace CustomerService.Sla.Clocks;

/// <summary>
/// Promises made while a ticket lives: later answers, updates, hand-overs, and other policies. Monday 2026-03-02 in
/// Shanghai, open 09:00–18:00.
/// </summary>
public sealed class LaterPromiseTests
{
    private static readonly Guid Tenant = TestHost.TenantA;
    private static readonly Guid Agent = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();
    private static readonly Guid Group = Guid.NewGuid();

    private readonly Guid _ticket = Guid.NewGuid();

    [Fact]
    public async Task Should_Promise_The_Next_Answer_From_The_First_Of_Several_Messages()
    {
        await using var host = await StartAsync();
        await PublishAsync(host, Reply("10:30", byStaff: true), Reply("11:00", byStaff: false), Reply("11:20", byStaff: false));
        (await DueAsync(host, SlaMetric.NextResponse)).ShouldBe(At("2026-03-02 13:00"));

        await PublishAsync(host, Reply("12:00", byStaff: true), Reply("15:00", byStaff: false));
        (await StatesAsync(host, SlaMetric.NextResponse)).ShouldBe([SlaClockState.Met, SlaClockState.Running]);
        (await DueAsync(host, SlaMetric.NextResponse)).ShouldBe(At("2026-03-02 17:00"));
    }

    [Fact]
    public async Task Should_Owe_The_First_Answer_Only_Until_It_Is_Given()
    {
        await using var host = await StartAsync();
        await PublishAsync(host, Reply("10:10", byStaff: false, TicketStatus.New));
        (await StatesAsync(host, SlaMetric.NextResponse)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Promise_The_Next_Update_After_Each_Word()
    {
        await using var host = await StartAsync();
        await PublishAsync(host, Reply("10:30", byStaff: true));
        (await DueAsync(host, SlaMetric.PeriodicUpdate)).ShouldBe(At("2026-03-02 13:30"));
        await PublishAsync(host, Reply("12:30", byStaff: true));
        (await DueAsync(host, SlaMetric.PeriodicUpdate)).ShouldBe(At("2026-03-02 15:30"));

        await PublishAsync(host, Status("13:30", TicketStatus.InProgress, TicketStatus.WaitingForCustomer));
        (await StatesAsync(host, SlaMetric.PeriodicUpdate)).ShouldBe([SlaClockState.Met, SlaClockState.Paused]);
        await PublishAsync(host, Status("14:30", TicketStatus.WaitingForCustomer, TicketStatus.InProgress));
        (await DueAsync(host, SlaMetric.PeriodicUpdate)).ShouldBe(At("2026-03-02 16:30"));

        await RunUntilAsync(host, "16:30");
        (await StatesAsync(host, SlaMetric.PeriodicUpdate)).ShouldBe([SlaClockState.Met, SlaClockState.Breached]);
        await PublishAsync(host, Reply("16:40", byStaff: true), Status("16:50", TicketStatus.InProgress, TicketStatus.Resolved));
        (await StatesAsync(host, SlaMetric.PeriodicUpdate)).ShouldBe([SlaClockState.Met, SlaClockState.Breached, SlaClockState.Met]);
    }

    [Fact]
    public async Task Should_Promise_That_Somebody_Accepts_What_Is_Handed_Over()
    {
        await using var host = await StartAsync();
        await PublishAsync(host, Assigned("10:10", null, Agent, actor: null));
        (await StatesAsync(host, SlaMetric.HandOver)).ShouldBeEmpty();

        await PublishAsync(host, Assigned("10:20", Agent, null, actor: Agent));
        (await DueAsync(host, SlaMetric.HandOver)).ShouldBe(At("2026-03-02 10:50"));
        await PublishAsync(host, Assigned("10:40", null, Other, actor: Other));
        (await StatesAsync(host, SlaMetric.HandOver)).ShouldBe([SlaClockState.Met]);

        await PublishAsync(host, Assigned("11:00", Other, Agent, actor: Other), Note("11:05", Other));
        (await StatesAsync(host, SlaMetric.HandOver)).ShouldBe([SlaClockState.Met, SlaClockState.Running]);
        await PublishAsync(host, Note("11:10", Agent));
        (await StatesAsync(host, SlaMetric.HandOver)).ShouldBe([SlaClockState.Met, SlaClockState.Met]);
    }

    [Fact]
    public async Task Should_Match_Again_When_The_Group_Or_A_Tag_Changes()
    {
        await using var host = await StartAsync();
        await AddAsync(host, PolicyConditions.Any with { GroupIds = [Group] }, order: 0, new PolicyTarget(TicketPriority.Normal, 120, 600));
        await AddAsync(host, PolicyConditions.Any with { Tags = ["gold"] }, order: -1, new PolicyTarget(TicketPriority.Normal, 60, 300));
        await PublishAsync(host, new TicketRoutingChangedEto(Snapshot(TicketStatus.New, group: Group), At("2026-03-02 10:05")));
        (await DueAsync(host, SlaMetric.FirstResponse)).ShouldBe(At("2026-03-02 12:00"));

        host.Services.GetRequiredService<FakeTickets>().Tags[_ticket] = ["Gold"];
        await PublishAsync(host, new TicketRoutingChangedEto(Snapshot(TicketStatus.New, group: Group), At("2026-03-02 10:10")));
        (await DueAsync(host, SlaMetric.FirstResponse)).ShouldBe(At("2026-03-02 11:00"));
        var history = await HistoryAsync(host);
        history
            .Single(x => x.Clock.Metric == SlaMetric.FirstResponse)
            .Promises.Select(x => x.Reason)
            .ShouldBe([SlaPromiseReason.Made, SlaPromiseReason.Reclassified, SlaPromiseReason.Reclassified]);
    }

    [Theory]
    [InlineData(false, "2026-03-02 22:00")]
    [InlineData(true, "2026-03-03 14:00")]
    public async Task Should_Count_In_The_Calendar_Of_The_Group_Unless_The_Policy_Keeps_Its_Own(bool keeps, string due)
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        await host.RunAsync(
            Tenant,
            provider =>
            {
                var office = BusinessCalendar.Create("Office", Shanghai, Weekdays(), []);
                var night = BusinessCalendar.Create(
                    "Night",
                    Shanghai,
                    [.. Enumerable.Range(0, 7).Select(day => new WeeklyWindow((DayOfWeek)day, new(20, 0), new(2, 0)))],
                    []
                );
                night.ServeGroups([Group]);
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .AddRange(
                        office,
                        night,
                        SlaPolicy.Create(
                            "Standard",
                            1,
                            office.Id,
                            PolicyConditions.Any,
                            [new(TicketPriority.Normal, 120, null)],
                            75,
                            false,
                            keepsCalendar: keeps
                        )
                    );
                return Task.CompletedTask;
            }
        );
        await PublishAsync(
            host,
            new TicketCreatedEto(Snapshot(TicketStatus.New, group: Group), At(keeps ? "2026-03-03 12:00" : "2026-03-02 12:00"))
        );
        (await DueAsync(host, SlaMetric.FirstResponse)).ShouldBe(At(due));
    }

    [Fact]
    public async Task Should_Explain_The_Policy_And_Count_What_Was_Kept()
    {
        await using var host = await StartAsync();
        await AddAsync(
            host,
            PolicyConditions.Any with
            {
                Tiers = [CustomerTier.Vip],
            },
            order: 0,
            new PolicyTarget(TicketPriority.Normal, 5, 10)
        );
        host.Services.GetRequiredService<FakeTickets>().Snapshots[_ticket] = Snapshot(TicketStatus.New);
        var checks = await AsAgentAsync(host, x => x.ExplainAsync(_ticket));
        checks.Select(x => (x.Name, x.UnmetCondition)).ShouldBe([("Extra", PolicyCondition.Tier), ("Full", null)]);

        await PublishAsync(host, Reply("10:30", byStaff: true));
        await RunUntilAsync(host, "13:30");
        (await AsAgentAsync(host, x => x.GetKeptAsync(30))).ShouldBe([
            new PromisesKeptDto(SlaMetric.FirstResponse, 1, 0),
            new PromisesKeptDto(SlaMetric.PeriodicUpdate, 0, 1),
        ]);
    }

    [Fact]
    public async Task Should_Tell_The_Customer_Every_Promise_To_Him_And_What_Became_Of_It()
    {
        await using var host = await StartAsync();
        await PublishAsync(
            host,
            Reply("10:30", byStaff: true),
            Assigned("10:40", Agent, null, actor: Agent),
            Status("11:00", TicketStatus.InProgress, TicketStatus.WaitingForCustomer),
            Status("12:00", TicketStatus.WaitingForCustomer, TicketStatus.InProgress)
        );
        await RunUntilAsync(host, "15:00");
        var ledger = await host.RunAsync(Tenant, x => x.GetRequiredService<ISlaIntegrationService>().GetLedgerAsync(_ticket));
        ledger
            .Select(x => $"{x.Metric} {x.Reason?.ToString() ?? (x.IsKept ? "Kept" : "Broken")}")
            .ShouldBe(
                [
                    "FirstResponse Made",
                    "Resolution Made",
                    "FirstResponse Kept",
                    "PeriodicUpdate Made",
                    "PeriodicUpdate Resumed",
                    "Resolution Resumed",
                    "PeriodicUpdate Broken",
                ],
                ignoreOrder: true
            );
    }

    private async Task<TestHost> StartAsync()
    {
        var host = await TestHost.CreateAsync<SlaTestModule>();
        await AddAsync(host, PolicyConditions.Any, order: 1, new PolicyTarget(TicketPriority.Normal, 240, 1080, 120, 180, 30), "Full");
        host.Time.Set(At("2026-03-02 10:00"));
        await PublishAsync(host, new TicketCreatedEto(Snapshot(TicketStatus.New), At("2026-03-02 10:00")));
        return host;
    }

    private static Task AddAsync(TestHost host, PolicyConditions conditions, int order, PolicyTarget target, string name = "Extra") =>
        host.RunAsync(
            Tenant,
            provider =>
            {
                var calendar = BusinessCalendar.Create("Office", Shanghai, Weekdays(), []);
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .AddRange(calendar, SlaPolicy.Create(name, order, calendar.Id, conditions, [target], 75, false));
                return Task.CompletedTask;
            }
        );

    private static async Task PublishAsync(TestHost host, params TicketEto[] etos)
    {
        foreach (var eto in etos)
        {
            host.Time.Set(eto.At > host.Time.Now ? eto.At : host.Time.Now);
            await host.PublishAsync(Tenant, eto);
            await host.DrainAsync();
        }
    }

    private static async Task RunUntilAsync(TestHost host, string time)
    {
        host.Time.Set(At($"2026-03-02 {time}"));
        await host.DrainAsync();
    }

    private async Task<DateTime> DueAsync(TestHost host, SlaMetric metric) =>
        (await host.RunAsync(Tenant, x => x.GetRequiredService<ISlaIntegrationService>().GetClocksAsync(_ticket)))
            .Single(x => x.Metric == metric)
            .Due;

    private async Task<IEnumerable<SlaClockState>> StatesAsync(TestHost host, SlaMetric metric) =>
        (await HistoryAsync(host)).Where(x => x.Clock.Metric == metric).Select(x => x.Clock.State);

    private Task<IReadOnlyList<SlaClockHistoryDto>> HistoryAsync(TestHost host) => AsAgentAsync(host, x => x.GetHistoryAsync(_ticket));

    private static Task<T> AsAgentAsync<T>(TestHost host, Func<IClockAppService, Task<T>> call) =>
        host.RunAsAsync(Tenant, Agent, RoleNames.Agent, x => call(x.GetRequiredService<IClockAppService>()));

    private TicketRepliedEto Reply(string at, bool byStaff, TicketStatus status = TicketStatus.InProgress) =>
        new(Snapshot(status), At($"2026-03-02 {at}"), Guid.NewGuid(), byStaff ? Agent : Guid.NewGuid(), "Somebody", byStaff, true, "…", []);

    private TicketRepliedEto Note(string at, Guid author) =>
        new(
            Snapshot(TicketStatus.InProgress, owner: Agent),
            At($"2026-03-02 {at}"),
            Guid.NewGuid(),
            author,
            "Somebody",
            true,
            false,
            "…",
            []
        );

    private TicketStatusChangedEto Status(string at, TicketStatus from, TicketStatus to) =>
        new(Snapshot(to), At($"2026-03-02 {at}"), from, to, null, false);

    private TicketAssignedEto Assigned(string at, Guid? from, Guid? to, Guid? actor) =>
        new(Snapshot(TicketStatus.InProgress, owner: to), At($"2026-03-02 {at}"), from, to, actor);

    private TicketSnapshot Snapshot(TicketStatus status, Guid? owner = null, Guid? group = null) =>
        FakeTickets.Snapshot(_ticket, status, TicketPriority.Normal, At("2026-03-02 10:00")) with
        {
            AssigneeId = owner,
            GroupId = group,
        };
}
