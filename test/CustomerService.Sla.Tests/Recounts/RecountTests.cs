using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.Sla.Policies;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Sla.SlaTestData;

namespace CustomerService.Sla.Recounts;

/// <summary>
/// Calendar or policy edited while promises are open: preview, batches, history. Monday 2026-03-02, 10:00 in Shanghai;
/// answers are due at 14:00, solutions on Tuesday at 19:00 less a night.
/// </summary>
public sealed class RecountTests
{
    private static readonly Guid Tenant = TestHost.TenantA;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Count_Open_Promises_Again_In_The_Background_And_Keep_The_Old_In_History(DatabaseProvider provider)
    {
        const int tickets = 250;
        await using var host = await StartAsync(tickets, provider);
        var calendar = (await CalendarAsync(host, x => x.GetListAsync())).Single().Id;
        var form = await CalendarAsync(host, x => x.GetForEditAsync(calendar));
        form.Week[0].Windows = [new() { Start = new(9, 0), End = new(12, 0) }];
        form.Week[0].Day.ShouldBe(DayOfWeek.Monday);

        var preview = await CalendarAsync(host, x => x.PreviewAsync(form));
        preview.ShouldBe(new RecountPreviewDto(2 * tickets, 0, 2 * tickets, 0));
        (await DueAsync(host)).Distinct().ShouldBe([At("2026-03-02 14:00")]);

        form.Recounts = true;
        await CalendarAsync(host, x => x.SaveAsync(form));
        (await ProgressAsync(host, calendar)).ShouldBe(new RecountDto(2 * tickets, 0, 0, 0, host.Time.Now, null, false));
        await host.DrainAsync();

        (await DueAsync(host)).ShouldBe(Enumerable.Repeat(At("2026-03-03 11:00"), tickets));
        var done = (await ProgressAsync(host, calendar))!;
        (done.Done, done.Earlier, done.Later).ShouldBe((2 * tickets, 0, 2 * tickets));
        done.FinishedAt.ShouldNotBeNull();
        await host.RunAsync(
            Tenant,
            async x =>
            {
                var clock = await x.GetRequiredService<CustomerServiceDbContext>()
                    .Set<SlaClock>()
                    .FirstAsync(c => c.Metric == SlaMetric.FirstResponse);
                clock
                    .Promises.Select(p => (p.Reason, p.Due))
                    .ShouldBe([
                        (SlaPromiseReason.Made, At("2026-03-02 14:00")),
                        (SlaPromiseReason.CalendarChanged, At("2026-03-03 11:00")),
                    ]);
            }
        );
        host.Services.GetRequiredService<FakeTickets>().NextDue.Values.Distinct().ShouldBe([At("2026-03-03 11:00")]);

        // The timers moved with the promises.
        host.Time.Set(At("2026-03-02 17:00"));
        await host.DrainAsync();
        host.Services.GetRequiredService<HeardEvents>().All.ShouldBeEmpty();
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Stop_When_Asked_And_Continue_From_There(DatabaseProvider provider)
    {
        const int tickets = 220;
        await using var host = await StartAsync(tickets, provider);
        var calendar = await ShortenMondayAsync(host);
        await host.RunAsync(Tenant, async x => await x.GetRequiredService<RecountManager>().GoOnAsync(await RecountIdAsync(x), default));

        await RecountAsync(x => x.StopAsync(calendar));
        await host.DrainAsync();
        var stopped = (await ProgressAsync(host, calendar))!;
        (stopped.Done, stopped.IsStopped, stopped.FinishedAt).ShouldBe((200, true, null));

        await RecountAsync(x => x.ContinueAsync(calendar));
        await host.DrainAsync();
        var done = (await ProgressAsync(host, calendar))!;
        (done.Done, done.Later, done.IsStopped).ShouldBe((2 * tickets, 2 * tickets, false));
        done.FinishedAt.ShouldNotBeNull();

        // What has ended cannot be stopped.
        await RecountAsync(x => x.StopAsync(calendar));
        (await ProgressAsync(host, calendar)).ShouldBe(done);

        Task RecountAsync(Func<IRecountAppService, Task> call) =>
            host.RunAsAsync(Tenant, Guid.NewGuid(), RoleNames.Admin, x => call(x.GetRequiredService<IRecountAppService>()));
    }

    [Fact]
    public async Task Should_Go_On_Where_It_Stopped_And_Count_Nothing_Twice()
    {
        const int tickets = 220;
        await using var host = await StartAsync(tickets);
        var calendar = await ShortenMondayAsync(host);

        // A batch that is rolled back, as by a killed node, and then all of them.
        await Should.ThrowAsync<InvalidOperationException>(() =>
            host.RunAsync(
                Tenant,
                async x =>
                {
                    await x.GetRequiredService<RecountManager>().GoOnAsync(await RecountIdAsync(x), default);
                    throw new InvalidOperationException("killed");
                }
            )
        );
        (await ProgressAsync(host, calendar))!.Done.ShouldBe(0);
        await host.RunAsync(Tenant, async x => await x.GetRequiredService<RecountManager>().GoOnAsync(await RecountIdAsync(x), default));
        (await ProgressAsync(host, calendar))!.Done.ShouldBe(200);

        await host.DrainAsync();
        (await ProgressAsync(host, calendar))!.Later.ShouldBe(2 * tickets);
        var lines = await host.RunAsync(
            Tenant,
            async x =>
                (await x.GetRequiredService<CustomerServiceDbContext>().Set<SlaClock>().ToListAsync())
                    .Select(c => c.Promises.Count)
                    .Distinct()
                    .ToList()
        );
        lines.ShouldBe([2]);
        (
            await host.RunAsync(
                Tenant,
                x =>
                    x.GetRequiredService<CustomerServiceDbContext>()
                        .Set<TimerRow>()
                        .CountAsync(t => t.Kind == RecountTimerHandler.TimerKind)
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task Should_Leave_Promises_As_They_Were_Made_When_Asked_To()
    {
        await using var host = await StartAsync(1);
        var form = await CalendarAsync(host, async x => await x.GetForEditAsync((await x.GetListAsync()).Single().Id));
        form.Week[0].Windows = [new() { Start = new(9, 0), End = new(12, 0) }];
        await CalendarAsync(host, x => x.SaveAsync(form));
        await host.DrainAsync();
        (await DueAsync(host)).ShouldBe([At("2026-03-02 14:00")]);
    }

    [Fact]
    public async Task Should_Match_Again_Under_An_Edited_Policy_Without_Making_Anything_Late_At_Once()
    {
        await using var host = await StartAsync(2);
        host.Time.Set(At("2026-03-02 12:00"));
        var policy = (await PolicyAsync(host, x => x.GetListAsync())).Single().Id;
        var form = await PolicyAsync(host, x => x.GetForEditAsync(policy));
        form.Targets.Single(x => x.Priority == "Normal").FirstResponseMinutes = 60;
        form.Targets.Single(x => x.Priority == "Normal").ResolutionMinutes = 20 * 60;
        (await PolicyAsync(host, x => x.PreviewAsync(form))).ShouldBe(new RecountPreviewDto(4, 2, 2, 2));

        form.Recounts = true;
        await PolicyAsync(host, x => x.SaveAsync(form));
        await host.DrainAsync();
        (await DueAsync(host)).ShouldBe([At("2026-03-02 12:15"), At("2026-03-02 12:15")]);
        host.Services.GetRequiredService<HeardEvents>().All.ShouldNotContain("breached FirstResponse");
        var done = (await ProgressAsync(host, policy))!;
        (done.Done, done.Earlier, done.Later).ShouldBe((4, 2, 2));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Preview_Tickets_That_Go_Over_To_Another_Policy_With_What_That_One_Promises(DatabaseProvider provider)
    {
        await using var host = await StartAsync(2, provider);
        var policy = (await PolicyAsync(host, x => x.GetListAsync())).Single().Id;
        await host.AddPolicyAsync(Tenant, order: 2, targets: [new(TicketPriority.Normal, 8 * 60, 20 * 60)]);
        var form = await PolicyAsync(host, x => x.GetForEditAsync(policy));
        form.Tiers = ["Vip"];
        (await PolicyAsync(host, x => x.PreviewAsync(form))).ShouldBe(new RecountPreviewDto(4, 0, 4, 0));
        (await DueAsync(host)).Distinct().ShouldBe([At("2026-03-02 14:00")]);

        form.Recounts = true;
        await PolicyAsync(host, x => x.SaveAsync(form));
        await host.DrainAsync();
        (await DueAsync(host)).Distinct().ShouldBe([At("2026-03-02 18:00")]);
        var done = (await ProgressAsync(host, policy))!;
        (done.Earlier, done.Later).ShouldBe((0, 4));
    }

    [Fact]
    public async Task Should_Not_Preview_A_Change_For_Tickets_That_Nobody_Promises_Anything_Any_More_Or_That_Stay_As_They_Are()
    {
        await using var host = await StartAsync(1);
        var form = await PolicyAsync(host, async x => await x.GetForEditAsync((await x.GetListAsync()).Single().Id));
        (await PolicyAsync(host, x => x.PreviewAsync(form))).ShouldBe(new RecountPreviewDto(2, 0, 0, 0));
        form.IsActive = false;
        (await PolicyAsync(host, x => x.PreviewAsync(form))).ShouldBe(new RecountPreviewDto(2, 0, 0, 0));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Count_The_Tickets_Of_A_Group_Again_When_A_Calendar_Gets_Or_Loses_It(DatabaseProvider provider)
    {
        // More than a batch; one ticket is not of the group.
        const int tickets = 210;
        var group = Guid.NewGuid();
        await using var host = await StartAsync(tickets + 1, provider);
        var snapshots = host.Services.GetRequiredService<FakeTickets>().Snapshots;
        foreach (var ticket in snapshots.Values.Skip(1).ToList())
        {
            snapshots[ticket.Id] = ticket with { GroupId = group };
        }

        var form = new SaveCalendarInput
        {
            Name = "Late",
            TimeZone = Shanghai,
            GroupIds = [group],
            Week =
            [
                .. Enumerable
                    .Range(1, 5)
                    .Select(day => new CalendarDayInput
                    {
                        Day = (DayOfWeek)day,
                        Windows = [new() { Start = new(12, 0), End = new(20, 0) }],
                    }),
            ],
        };
        (await CalendarAsync(host, x => x.PreviewAsync(form))).ShouldBe(new RecountPreviewDto(2 * tickets, 0, 2 * tickets, 0));
        form.Recounts = true;
        var late = await CalendarAsync(host, x => x.SaveAsync(form));
        (await ProgressAsync(host, late)).ShouldBe(
            new RecountDto(2 * tickets, 0, 0, 0, host.Time.Now, null, false),
            "the calendar's page shows the pass over its new group"
        );
        await host.DrainAsync();
        (await DueAsync(host))
            .CountBy(x => x)
            .ToDictionary()
            .ShouldBe(
                new Dictionary<DateTime, int> { [At("2026-03-02 14:00")] = 1, [At("2026-03-02 16:00")] = tickets },
                ignoreOrder: true
            );
        var done = (await ProgressAsync(host, group))!;
        (done.Done, done.Earlier, done.Later, done.FinishedAt is null).ShouldBe((2 * tickets, 0, 2 * tickets, false));
        (await ProgressAsync(host, late)).ShouldBe(done);
        host.Time.Advance(TimeSpan.FromMinutes(1));

        form = await CalendarAsync(host, x => x.GetForEditAsync(late));
        form.GroupIds = [];
        (await CalendarAsync(host, x => x.PreviewAsync(form))).ShouldBe(new RecountPreviewDto(2 * tickets, 2 * tickets, 0, 0));
        form.Recounts = true;
        await CalendarAsync(host, x => x.SaveAsync(form));
        await host.DrainAsync();
        (await DueAsync(host)).Distinct().ShouldBe([At("2026-03-02 14:00")]);
        (await ProgressAsync(host, late))!.ShouldSatisfyAllConditions(
            p => p.Done.ShouldBeGreaterThanOrEqualTo(2 * tickets, "those of the group it lost, and its own that had not gone over yet"),
            p => p.Done.ShouldBe(p.Total),
            p => p.Earlier.ShouldBe(2 * tickets),
            p => p.FinishedAt.ShouldNotBeNull()
        );
        var clocks = await host.RunAsync(
            Tenant,
            x =>
                x.GetRequiredService<CustomerServiceDbContext>()
                    .Set<SlaClock>()
                    .AsNoTracking()
                    .Where(c => c.Metric == SlaMetric.FirstResponse)
                    .ToListAsync()
        );
        clocks
            .Where(c => snapshots[c.TicketId].GroupId == group)
            .ShouldAllBe(c =>
                c.Promises.Select(p => p.Reason)
                    .SequenceEqual(new[] { SlaPromiseReason.Made, SlaPromiseReason.CalendarChanged, SlaPromiseReason.CalendarChanged })
            );
    }

    private static async Task<TestHost> StartAsync(int tickets, DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var host = await TestHost.CreateAsync<SlaTestModule>(provider);
        await host.AddPolicyAsync(Tenant);
        host.Time.Set(At("2026-03-02 10:00"));
        var snapshots = Enumerable
            .Range(0, tickets)
            .Select(_ => FakeTickets.Snapshot(Guid.NewGuid(), TicketStatus.New, TicketPriority.Normal, At("2026-03-02 10:00")))
            .ToList();
        snapshots.ForEach(x => host.Services.GetRequiredService<FakeTickets>().Snapshots[x.Id] = x);
        await host.PublishAsync(Tenant, [.. snapshots.Select(x => new TicketCreatedEto(x, At("2026-03-02 10:00")))]);
        await host.DrainAsync();
        return host;
    }

    private static Task<List<DateTime>> DueAsync(TestHost host) =>
        host.RunAsync(
            Tenant,
            x =>
                x.GetRequiredService<CustomerServiceDbContext>()
                    .Set<SlaClock>()
                    .Where(c => c.Metric == SlaMetric.FirstResponse)
                    .Select(c => c.Due)
                    .ToListAsync()
        );

    /// <summary>Begins a recount.</summary>
    /// <returns>The calendar.</returns>
    private static async Task<Guid> ShortenMondayAsync(TestHost host)
    {
        var calendar = (await CalendarAsync(host, x => x.GetListAsync())).Single().Id;
        var form = await CalendarAsync(host, x => x.GetForEditAsync(calendar));
        (form.Week[0].Windows, form.Recounts) = ([new() { Start = new(9, 0), End = new(12, 0) }], true);
        await CalendarAsync(host, x => x.SaveAsync(form));
        return calendar;
    }

    private static Task<Guid> RecountIdAsync(IServiceProvider provider) =>
        provider.GetRequiredService<CustomerServiceDbContext>().Set<SlaRecount>().Select(x => x.Id).SingleAsync();

    private static Task<RecountDto?> ProgressAsync(TestHost host, Guid subject) =>
        AsAdmin<IRecountAppService, RecountDto?>(host, x => x.FindAsync(subject));

    private static Task<T> CalendarAsync<T>(TestHost host, Func<ICalendarAppService, Task<T>> call) => AsAdmin(host, call);

    private static Task<T> PolicyAsync<T>(TestHost host, Func<IPolicyAppService, Task<T>> call) => AsAdmin(host, call);

    private static Task<T> AsAdmin<TService, T>(TestHost host, Func<TService, Task<T>> call)
        where TService : notnull =>
        host.RunAsAsync(Tenant, Guid.NewGuid(), RoleNames.Admin, provider => call(provider.GetRequiredService<TService>()));
}
