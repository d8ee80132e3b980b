using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Sla.SlaTestData;

namespace CustomerService.Sla.Clocks;

/// <summary>
/// Two tickets of one customer become one. Normal: answer in 4 h, solve in 18 h, Monday to Friday 09:00–18:00. The
/// host's clock starts on Monday
/// 2026-03-02 at 09:00 in Shanghai.
/// </summary>
public class MergedClockTests
{
    private static readonly Guid Tenant = TestHost.TenantA;
    private readonly Guid _stays = Guid.NewGuid();
    private readonly Guid _ends = Guid.NewGuid();

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Withdraw_The_Merged_Tickets_Promises_And_Keep_The_Earlier_Time(DatabaseProvider provider)
    {
        await using var host = await StartAsync(provider);
        await PublishAsync(host, Created(_ends, "2026-03-02 10:00"), Created(_stays, "2026-03-02 12:00"));
        await host.DrainAsync();
        await MergeAsync(host, "2026-03-02 13:00");

        (await LedgerAsync(host, _ends)).ShouldAllBe(l => l.Reason == SlaPromiseReason.Made || l.Reason == SlaPromiseReason.Withdrawn);
        (await LedgerAsync(host, _ends)).Count(l => l.Reason == SlaPromiseReason.Withdrawn).ShouldBe(2);
        (await CurrentAsync(host, _ends)).ShouldBeEmpty();
        NextDue(host, _ends).ShouldBeNull();
        await ShouldBeAsync(host, SlaMetric.FirstResponse, SlaClockState.Running, "2026-03-02 14:00");
        await ShouldBeAsync(host, SlaMetric.Resolution, SlaClockState.Running, "2026-03-04 10:00");
        NextDue(host, _stays).ShouldBe(At("2026-03-02 14:00"));
        (await LedgerAsync(host, _stays)).Count(l => l.Reason == SlaPromiseReason.Merged).ShouldBe(2);

        await RunUntilAsync(host, "2026-03-04 10:00");
        Heard(host)
            .Where(x => x.StartsWith("breached", StringComparison.Ordinal))
            .Order()
            .ShouldBe(["breached FirstResponse", "breached Resolution"]);
        (await host.RunAsync(Tenant, s => s.GetRequiredService<CustomerServiceDbContext>().Set<TimerRow>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Should_Keep_Its_Own_Promise_When_That_Is_The_Earlier_One()
    {
        await using var host = await StartAsync();
        await PublishAsync(host, Created(_stays, "2026-03-02 10:00"), Created(_ends, "2026-03-02 12:00"));
        await host.DrainAsync();
        await MergeAsync(host, "2026-03-02 13:00");
        await ShouldBeAsync(host, SlaMetric.FirstResponse, SlaClockState.Running, "2026-03-02 14:00");
        (await LedgerAsync(host, _stays)).ShouldAllBe(l => l.Reason == SlaPromiseReason.Made);
    }

    [Fact]
    public async Task Should_Leave_Broken_What_Was_Broken_And_Not_Hand_It_On()
    {
        await using var host = await StartAsync();
        await PublishAsync(host, Created(_ends, "2026-03-02 10:00"));
        await RunUntilAsync(host, "2026-03-02 15:00");
        await PublishAsync(host, Created(_stays, "2026-03-02 15:00"));
        await host.DrainAsync();
        await MergeAsync(host, "2026-03-02 16:00");
        await ShouldBeAsync(host, SlaMetric.FirstResponse, SlaClockState.Running, "2026-03-03 10:00");
        (await LedgerAsync(host, _ends)).ShouldContain(l => l.Metric == SlaMetric.FirstResponse && l.Reason == null && !l.IsKept);
        NextDue(host, _ends).ShouldBeNull("nothing is overdue in a queue that nobody works on");
        Heard(host).Count(x => x == "breached FirstResponse").ShouldBe(1);
    }

    [Fact]
    public async Task Should_Owe_An_Answer_To_What_Was_Not_Answered_There()
    {
        await using var host = await StartAsync(targets: true);
        await PublishAsync(
            host,
            Created(_stays, "2026-03-02 10:00"),
            Created(_ends, "2026-03-02 11:00"),
            Reply(_stays, "2026-03-02 11:30")
        );
        await host.DrainAsync();
        await MergeAsync(host, "2026-03-02 12:00", customerWaits: true, TicketStatus.InProgress);
        await ShouldBeAsync(
            host,
            SlaMetric.NextResponse,
            SlaClockState.Running,
            "2026-03-02 14:00",
            "2 h from the merge are earlier than what was promised there"
        );

        await PublishAsync(host, Reply(_stays, "2026-03-02 12:30"));
        await host.DrainAsync();
        await ShouldBeAsync(host, SlaMetric.NextResponse, SlaClockState.Met, "2026-03-02 14:00");
    }

    [Fact]
    public async Task Should_Not_Ask_For_A_Second_Answer_When_It_Was_Given_Before_The_Merge_Was_Heard()
    {
        await using var host = await StartAsync(targets: true);
        await PublishAsync(
            host,
            Created(_stays, "2026-03-02 10:00"),
            Created(_ends, "2026-03-02 10:00"),
            Reply(_stays, "2026-03-02 10:30")
        );
        await host.DrainAsync();
        await PublishAsync(
            host,
            Merged("2026-03-02 12:00"),
            MergeReceived("2026-03-02 12:00", true, TicketStatus.InProgress),
            Reply(_stays, "2026-03-02 12:01")
        );
        await host.DrainAsync();
        (await CurrentAsync(host, _stays)).Where(c => c.Metric != SlaMetric.Resolution).ShouldAllBe(c => c.State == SlaClockState.Met);
    }

    [Fact]
    public async Task Should_Count_What_Is_Left_When_One_Of_Them_Stands_Still()
    {
        await using var host = await StartAsync();
        await PublishAsync(
            host,
            Created(_ends, "2026-03-02 10:00"),
            Created(_stays, "2026-03-02 13:00"),
            Status(_stays, "2026-03-02 14:00", TicketStatus.WaitingForCustomer)
        );
        await host.DrainAsync();
        await MergeAsync(host, "2026-03-02 15:00");

        // There 13 of 18 h were left at 15:00, here 17: after a pause of two hours the solution is due 13 h on, not 17.
        await PublishAsync(host, Status(_stays, "2026-03-02 17:00", TicketStatus.InProgress, TicketStatus.WaitingForCustomer));
        await host.DrainAsync();
        await ShouldBeAsync(host, SlaMetric.Resolution, SlaClockState.Running, "2026-03-04 12:00");
    }

    private static async Task<TestHost> StartAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, bool targets = false)
    {
        var host = await TestHost.CreateAsync<SlaTestModule>(provider);
        await host.AddPolicyAsync(
            Tenant,
            targets: targets ? [new Policies.PolicyTarget(TicketPriority.Normal, 4 * 60, 18 * 60, 2 * 60)] : null
        );
        host.Time.Set(At("2026-03-02 09:00"));
        return host;
    }

    private async Task MergeAsync(TestHost host, string at, bool customerWaits = false, TicketStatus status = TicketStatus.New)
    {
        await PublishAsync(host, Merged(at), MergeReceived(at, customerWaits, status));
        await host.DrainAsync();
    }

    private static Task PublishAsync(TestHost host, params object[] etos) => host.PublishAsync(Tenant, etos);

    private static async Task RunUntilAsync(TestHost host, string until)
    {
        host.Time.Set(At(until));
        await host.DrainAsync();
    }

    private async Task ShouldBeAsync(TestHost host, SlaMetric metric, SlaClockState state, string due, string? because = null)
    {
        var clock = (await CurrentAsync(host, _stays)).Single(x => x.Metric == metric);
        (clock.State, clock.Due).ShouldBe((state, At(due)), because);
    }

    private static Task<IReadOnlyList<SlaClockDto>> CurrentAsync(TestHost host, Guid ticket) =>
        host.RunAsync(Tenant, s => s.GetRequiredService<ISlaIntegrationService>().GetClocksAsync(ticket));

    private static Task<IReadOnlyList<LedgerLineDto>> LedgerAsync(TestHost host, Guid ticket) =>
        host.RunAsync(Tenant, s => s.GetRequiredService<ISlaIntegrationService>().GetLedgerAsync(ticket));

    private static DateTime? NextDue(TestHost host, Guid ticket) =>
        host.Services.GetRequiredService<FakeTickets>().NextDue.GetValueOrDefault(ticket);

    private static IReadOnlyList<string> Heard(TestHost host) => host.Services.GetRequiredService<HeardEvents>().All;

    private static TicketCreatedEto Created(Guid ticket, string at) => new(Snapshot(ticket, at), At(at));

    private static TicketRepliedEto Reply(Guid ticket, string at) =>
        new(
            Snapshot(ticket, at, TicketStatus.InProgress),
            At(at),
            Guid.NewGuid(),
            Guid.NewGuid(),
            "Somebody",
            IsByStaff: true,
            IsPublic: true,
            "…",
            []
        );

    private static TicketStatusChangedEto Status(Guid ticket, string at, TicketStatus to, TicketStatus from = TicketStatus.New) =>
        new(Snapshot(ticket, at, to), At(at), from, to, null, false);

    private TicketMergedEto Merged(string at) => new(Snapshot(_ends, at, TicketStatus.Closed), At(at), Snapshot(_stays, at), [1], null);

    private TicketMergeReceivedEto MergeReceived(string at, bool customerWaits, TicketStatus status) =>
        new(Snapshot(_stays, at, status), At(at), Snapshot(_ends, at), customerWaits);

    private static TicketSnapshot Snapshot(Guid ticket, string created, TicketStatus status = TicketStatus.New) =>
        FakeTickets.Snapshot(ticket, status, TicketPriority.Normal, At(created));
}
