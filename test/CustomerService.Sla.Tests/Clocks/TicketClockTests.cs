using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.Framework.Events;
using CustomerService.Framework.Timers;
using CustomerService.Sla.Policies;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Sla.SlaTestData;

namespace CustomerService.Sla.Clocks;

/// <summary>
/// The whole module over a database: events in, timers fired, events out. The host's clock starts on Monday 2026-03-02
/// at 17:00 in Shanghai.
/// </summary>
public class TicketClockTests
{
    private static readonly Guid Tenant = TestHost.TenantA;
    private readonly Guid _ticket = Guid.NewGuid();

    [Fact]
    public async Task Should_Warn_And_Breach_On_Time()
    {
        await using var host = await StartAsync();
        await CreateAsync(host, "2026-03-02 17:00");
        await ClockShouldBeAsync(host, SlaMetric.FirstResponse, SlaClockState.Running, "2026-03-03 12:00");
        NextDue(host).ShouldBe(At("2026-03-03 12:00"));

        await RunUntilAsync(host, "2026-03-03 10:59:59");
        Heard(host).ShouldBeEmpty();
        await RunUntilAsync(host, "2026-03-03 11:00");
        Heard(host).ShouldBe(["warning FirstResponse"]);
        await RunUntilAsync(host, "2026-03-03 12:00");
        Heard(host).ShouldBe(["warning FirstResponse", "breached FirstResponse"]);
        await RunUntilAsync(host, "2026-03-04 08:00");
        Heard(host).Count.ShouldBe(2);
        await ClockShouldBeAsync(host, SlaMetric.FirstResponse, SlaClockState.Breached, "2026-03-03 12:00");
    }

    [Fact]
    public async Task Should_Only_Report_Late_After_Downtime()
    {
        await using var host = await StartAsync();
        await CreateAsync(host, "2026-03-02 17:00");
        await RunUntilAsync(host, "2026-03-20 10:00");
        Heard(host).Order().ShouldBe(["breached FirstResponse", "breached Resolution"]);
    }

    [Fact]
    public async Task Should_Keep_Quiet_When_Answered_And_Solved_In_Time()
    {
        await using var host = await StartAsync();
        await CreateAsync(host, "2026-03-02 17:00");
        await host.PublishAsync(Tenant, Reply("2026-03-02 17:30", byStaff: true, isPublic: true));
        await host.DrainAsync();
        await ClockShouldBeAsync(host, SlaMetric.FirstResponse, SlaClockState.Met, "2026-03-03 12:00");
        NextDue(host).ShouldBe(At("2026-03-04 17:00"));

        await host.PublishAsync(Tenant, Status("2026-03-02 17:40", TicketStatus.InProgress, TicketStatus.Resolved));
        await RunUntilAsync(host, "2026-03-20 10:00");
        Heard(host).ShouldBeEmpty();
        NextDue(host).ShouldBeNull();
        (
            await host.RunAsync(Tenant, provider => provider.GetRequiredService<CustomerServiceDbContext>().Set<TimerRow>().CountAsync())
        ).ShouldBe(0);
    }

    [Fact]
    public async Task Should_Not_Count_Notes_And_Customers_Messages_As_An_Answer()
    {
        await using var host = await StartAsync();
        await CreateAsync(host, "2026-03-02 17:00");
        await host.PublishAsync(
            Tenant,
            Reply("2026-03-02 17:10", byStaff: true, isPublic: false),
            Reply("2026-03-02 17:20", byStaff: false, isPublic: true)
        );
        await host.DrainAsync();
        await ClockShouldBeAsync(host, SlaMetric.FirstResponse, SlaClockState.Running, "2026-03-03 12:00");
    }

    [Fact]
    public async Task Should_Pause_The_Solution_Only_While_Waiting_For_The_Customer()
    {
        await using var host = await StartAsync();
        await CreateAsync(host, "2026-03-02 17:00");
        await host.PublishAsync(Tenant, Status("2026-03-03 10:00", TicketStatus.New, TicketStatus.WaitingForCustomer));
        await RunUntilAsync(host, "2026-03-03 10:30");
        await ClockShouldBeAsync(host, SlaMetric.FirstResponse, SlaClockState.Running, "2026-03-03 12:00");
        await ClockShouldBeAsync(host, SlaMetric.Resolution, SlaClockState.Paused, "2026-03-04 17:30");

        await host.PublishAsync(
            Tenant,
            Reply("2026-03-03 12:00", byStaff: false, isPublic: true),
            Status("2026-03-03 12:00", TicketStatus.WaitingForCustomer, TicketStatus.InProgress)
        );
        await host.DrainAsync();
        await ClockShouldBeAsync(host, SlaMetric.Resolution, SlaClockState.Running, "2026-03-05 10:00");
    }

    [Theory]
    [InlineData(true, SlaClockState.Paused)]
    [InlineData(false, SlaClockState.Running)]
    public async Task Should_Pause_For_A_Third_Party_When_The_Policy_Says_So(bool policySaysSo, SlaClockState expected)
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        await host.AddPolicyAsync(Tenant, pausesForThirdParty: policySaysSo);
        await CreateAsync(host, "2026-03-02 17:00");
        await host.PublishAsync(Tenant, Status("2026-03-02 17:30", TicketStatus.New, TicketStatus.WaitingForThirdParty));
        await host.DrainAsync();
        (await ClocksAsync(host)).Single(x => x.Metric == SlaMetric.Resolution).State.ShouldBe(expected);
    }

    [Fact]
    public async Task Should_Match_Again_From_Creation_When_The_Priority_Is_Raised()
    {
        await using var host = await StartAsync();
        host.Time.Set(At("2026-03-02 11:30"));
        await CreateAsync(host, "2026-03-02 10:00");
        await host.PublishAsync(
            Tenant,
            new TicketReclassifiedEto(
                Snapshot(TicketStatus.New, TicketPriority.Urgent),
                At("2026-03-02 11:30"),
                TicketPriority.Normal,
                Guid.Empty
            )
        );
        await host.DrainAsync();
        await ClockShouldBeAsync(host, SlaMetric.Resolution, SlaClockState.Running, "2026-03-03 10:00");
        await ClockShouldBeAsync(host, SlaMetric.FirstResponse, SlaClockState.Running, "2026-03-02 11:45");
        Heard(host).ShouldBe(["warning FirstResponse"]);
    }

    [Fact]
    public async Task Should_Go_On_With_What_Was_Left_When_Reopened()
    {
        await using var host = await StartAsync();
        await CreateAsync(host, "2026-03-02 17:00");
        await host.PublishAsync(
            Tenant,
            Status("2026-03-02 17:30", TicketStatus.New, TicketStatus.Resolved),
            Status("2026-03-06 09:00", TicketStatus.Resolved, TicketStatus.InProgress, isReopened: true)
        );
        host.Time.Set(At("2026-03-06 09:00"));
        await host.DrainAsync();
        await ClockShouldBeAsync(host, SlaMetric.FirstResponse, SlaClockState.Met, "2026-03-03 12:00");
        await ClockShouldBeAsync(host, SlaMetric.Resolution, SlaClockState.Running, "2026-03-09 17:30");
        NextDue(host).ShouldBe(At("2026-03-09 17:30"));
    }

    [Fact]
    public async Task Should_Hear_The_Answer_In_Time_Before_It_Says_Late()
    {
        await using var host = await StartAsync();
        await CreateAsync(host, "2026-03-02 17:00");

        // The answer is committed one second before the due time; the timer fires before it is delivered.
        await host.PublishAsync(Tenant, Reply("2026-03-03 11:59:59", byStaff: true, isPublic: true));
        host.Time.Set(At("2026-03-03 12:00"));
        await host.RunAsync(
            Tenant,
            async provider =>
            {
                var clock = await provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Set<SlaClock>()
                    .SingleAsync(x => x.Metric == SlaMetric.FirstResponse);
                await provider
                    .GetRequiredService<SlaClockTimerHandler>()
                    .HandleAsync(new TimerFired(SlaClockTimerHandler.TimerKind, clock.Id, "", clock.Due, null), default);
            }
        );
        await host.DrainAsync();
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.DrainAsync();
        Heard(host).ShouldBeEmpty();
        await ClockShouldBeAsync(host, SlaMetric.FirstResponse, SlaClockState.Met, "2026-03-03 12:00");
    }

    [Fact]
    public async Task Should_Compute_Imported_History_And_Tell_Nobody_Of_The_Past()
    {
        await using var host = await StartAsync();
        await host.PublishAsync(
            Tenant,
            new TicketCreatedEto(Snapshot(TicketStatus.New, TicketPriority.Normal, "2026-01-05 10:00"), At("2026-01-05 10:00"), true),
            Reply("2026-01-05 11:00", byStaff: true, isPublic: true) with
            {
                IsImported = true,
            }
        );
        await host.DrainAsync();
        await ClockShouldBeAsync(host, SlaMetric.FirstResponse, SlaClockState.Met, "2026-01-05 14:00");
        await ClockShouldBeAsync(host, SlaMetric.Resolution, SlaClockState.Breached, "2026-01-07 10:00");
        await RunUntilAsync(host, "2026-03-02 18:00");
        Heard(host).ShouldBeEmpty();
        NextDue(host).ShouldBe(At("2026-01-07 10:00"));
        (await ClocksAsync(host)).Single(x => x.Metric == SlaMetric.Resolution).State.ShouldBe(SlaClockState.Breached);
    }

    [Fact]
    public async Task Should_Promise_Nothing_When_No_Policy_Fits()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        await host.AddPolicyAsync(Tenant, requestTypes: [Guid.NewGuid()]);
        await CreateAsync(host, "2026-03-02 17:00");
        (await ClocksAsync(host)).ShouldBeEmpty();
        NextDue(host).ShouldBeNull();
    }

    [Fact]
    public async Task Should_Take_The_First_Policy_When_Two_Match()
    {
        await using var host = await StartAsync();
        await host.AddPolicyAsync(Tenant, order: 0, targets: [new PolicyTarget(TicketPriority.Normal, 30, null)]);
        await CreateAsync(host, "2026-03-02 17:00");
        var clock = (await ClocksAsync(host)).ShouldHaveSingleItem();
        (clock.Metric, clock.Due).ShouldBe((SlaMetric.FirstResponse, At("2026-03-02 17:30")));
    }

    [Fact]
    public async Task Should_Keep_Tenants_Apart()
    {
        await using var host = await StartAsync();
        await CreateAsync(host, "2026-03-02 17:00");
        (
            await host.RunAsync(TestHost.TenantB, provider => provider.GetRequiredService<ISlaIntegrationService>().GetClocksAsync(_ticket))
        ).ShouldBeEmpty();
        await host.PublishAsync(TestHost.TenantB, Created("2026-03-02 17:00"));
        await host.DrainAsync();
        (
            await host.RunAsync(TestHost.TenantB, provider => provider.GetRequiredService<ISlaIntegrationService>().GetClocksAsync(_ticket))
        ).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Preview_The_Promise()
    {
        await using var host = await StartAsync();
        var preview = await host.RunAsync(
            Tenant,
            provider => provider.GetRequiredService<ISlaIntegrationService>().PreviewAsync(null, "Urgent", At("2026-03-02 20:00"))
        );
        preview.ShouldBe(new PromisePreviewDto(At("2026-03-03 10:00"), At("2026-03-03 18:00"), false, At("2026-03-03 09:00")));
    }

    [Fact]
    public async Task Should_Do_The_Same_On_PostgreSql()
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>(DatabaseProvider.PostgreSql);
        await host.AddPolicyAsync(Tenant);
        await CreateAsync(host, "2026-03-02 17:00");
        await RunUntilAsync(host, "2026-03-20 10:00");
        Heard(host).Order().ShouldBe(["breached FirstResponse", "breached Resolution"]);
        (await ClocksAsync(host)).Select(x => x.State).ShouldBe([SlaClockState.Breached, SlaClockState.Breached]);
    }

    private static async Task<TestHost> StartAsync()
    {
        var host = await TestHost.CreateAsync<SlaTestModule>();
        await host.AddPolicyAsync(Tenant);
        return host;
    }

    private async Task CreateAsync(TestHost host, string at)
    {
        await host.PublishAsync(Tenant, Created(at));
        await host.DrainAsync();
    }

    private static async Task RunUntilAsync(TestHost host, string until)
    {
        host.Time.Set(At(until));
        await host.DrainAsync();
    }

    private async Task ClockShouldBeAsync(TestHost host, SlaMetric metric, SlaClockState state, string due)
    {
        var clock = (await ClocksAsync(host)).Single(x => x.Metric == metric);
        (clock.State, clock.Due).ShouldBe((state, At(due)));
    }

    private Task<IReadOnlyList<SlaClockDto>> ClocksAsync(TestHost host) =>
        host.RunAsync(Tenant, provider => provider.GetRequiredService<ISlaIntegrationService>().GetClocksAsync(_ticket));

    private DateTime? NextDue(TestHost host) => host.Services.GetRequiredService<FakeTickets>().NextDue.GetValueOrDefault(_ticket);

    private static IReadOnlyList<string> Heard(TestHost host) => host.Services.GetRequiredService<HeardEvents>().All;

    private TicketCreatedEto Created(string at) => new(Snapshot(TicketStatus.New, TicketPriority.Normal, at), At(at));

    private TicketRepliedEto Reply(string at, bool byStaff, bool isPublic) =>
        new(
            Snapshot(TicketStatus.InProgress, TicketPriority.Normal),
            At(at),
            Guid.NewGuid(),
            Guid.NewGuid(),
            "Somebody",
            byStaff,
            isPublic,
            "…",
            []
        );

    private TicketStatusChangedEto Status(string at, TicketStatus from, TicketStatus to, bool isReopened = false) =>
        new(Snapshot(to, TicketPriority.Normal), At(at), from, to, null, isReopened);

    private TicketSnapshot Snapshot(TicketStatus status, TicketPriority priority, string created = "2026-03-02 10:00") =>
        FakeTickets.Snapshot(_ticket, status, priority, At(created));
}

internal sealed class HeardEvents
{
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public void Add(string heard)
    {
        lock (_all)
        {
            _all.Add(heard);
        }
    }
}

internal sealed class SlaEventListener(HeardEvents heard)
    : IDistributedEventHandler<SlaWarningEto>,
        IDistributedEventHandler<SlaBreachedEto>
{
    public Task HandleEventAsync(SlaWarningEto eto, CancellationToken cancellationToken) => Add("warning", eto.Metric);

    public Task HandleEventAsync(SlaBreachedEto eto, CancellationToken cancellationToken) => Add("breached", eto.Metric);

    private Task Add(string what, SlaMetric metric)
    {
        heard.Add($"{what} {metric}");
        return Task.CompletedTask;
    }
}
