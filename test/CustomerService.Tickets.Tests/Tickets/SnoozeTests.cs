using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Tickets;
using CustomerService.Tickets.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Tickets;

public class SnoozeTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Leave_The_Queues_And_Come_Back_When_The_Time_Is_Up(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var id = await OwnAsync(host);
        await SnoozeAsync(host, id, host.Time.GetUtcNow().UtcDateTime.AddHours(3));
        (await WhereAsync(host)).ShouldBe([TicketViews.Snoozed, TicketViews.AllOpen]);

        host.Time.Advance(TimeSpan.FromHours(2));
        await host.DrainAsync();
        (await WhereAsync(host)).ShouldBe([TicketViews.Snoozed, TicketViews.AllOpen]);
        host.Time.Advance(TimeSpan.FromHours(1.1));
        await host.DrainAsync();

        (await WhereAsync(host)).ShouldBe([TicketViews.Mine, TicketViews.AllOpen]);
        (await HistoryAsync(host, id)).ShouldBe([(TicketReasons.SnoozeOver, false), (null, true)]);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Come_Back_When_The_Customer_Answers(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var until = await OwnAsync(host);
        await SnoozeAsync(host, until, null);
        host.Time.Advance(TimeSpan.FromDays(90));
        await host.DrainAsync();
        (await WhereAsync(host)).ShouldBe([TicketViews.Snoozed, TicketViews.AllOpen]);

        await AnswerAsync(host, until);

        (await WhereAsync(host)).ShouldBe([TicketViews.Mine, TicketViews.AllOpen]);
        (await HistoryAsync(host, until)).ShouldBe([(TicketReasons.CustomerAnswered, false), (null, true)]);
    }

    [Fact]
    public async Task Should_Not_Be_Woken_By_The_Timer_Of_An_Earlier_Snooze()
    {
        await using var host = await Desk.OpenAsync();
        var id = await OwnAsync(host);
        var now = host.Time.GetUtcNow().UtcDateTime;
        await SnoozeAsync(host, id, now.AddHours(1));
        await AnswerAsync(host, id);
        await SnoozeAsync(host, id, null);
        host.Time.Advance(TimeSpan.FromHours(2));
        await host.DrainAsync();
        (await WhereAsync(host)).ShouldContain(TicketViews.Snoozed);
    }

    [Fact]
    public async Task Should_Keep_The_Clocks_And_Be_Seen_When_A_Promise_Runs_Out()
    {
        await using var host = await Desk.OpenAsync();
        var id = await OwnAsync(host);
        var due = host.Time.GetUtcNow().UtcDateTime.AddHours(1);
        await host.RunAsync(
            TestHost.TenantA,
            s => s.GetRequiredService<ITicketIntegrationService>().SetNextDueAsync(new Dictionary<Guid, DateTime?> { [id] = due })
        );
        await SnoozeAsync(host, id, due.AddHours(5));
        host.Time.Advance(TimeSpan.FromHours(2));
        (await TicketAsync(host, id)).NextDue.ShouldBe(due);
        (await WhereAsync(host)).ShouldBe([TicketViews.Overdue, TicketViews.Snoozed, TicketViews.AllOpen]);
    }

    [Fact]
    public async Task Should_Wake_By_Hand_And_When_It_Is_Solved()
    {
        await using var host = await Desk.OpenAsync();
        var id = await OwnAsync(host);
        await SnoozeAsync(host, id, null);
        await AsAsync<ITicketAppService>(host, x => x.WakeAsync(id));
        (await WhereAsync(host)).ShouldBe([TicketViews.Mine, TicketViews.AllOpen]);
        await SnoozeAsync(host, id, null);
        await AsAsync<ITicketAppService>(
            host,
            x => x.ChangeStatusAsync(new ChangeStatusInput { TicketId = id, To = TicketStatus.Resolved })
        );
        (await TicketAsync(host, id)).SnoozedUntil.ShouldBeNull();
    }

    [Fact]
    public async Task Should_Refuse_The_Past_The_Far_Future_And_What_Is_Solved()
    {
        await using var host = await Desk.OpenAsync();
        var id = await OwnAsync(host);
        var now = host.Time.GetUtcNow().UtcDateTime;
        foreach (var until in new[] { now, now.AddDays(366) })
        {
            (await Should.ThrowAsync<BusinessException>(() => SnoozeAsync(host, id, until))).Code.ShouldBe(TicketErrorCodes.SnoozeTime);
        }

        await AsAsync<ITicketAppService>(
            host,
            x => x.ChangeStatusAsync(new ChangeStatusInput { TicketId = id, To = TicketStatus.Resolved })
        );
        (await Should.ThrowAsync<BusinessException>(() => SnoozeAsync(host, id, null))).Code.ShouldBe(TicketErrorCodes.SnoozeNotOpen);
    }

    private static async Task<Guid> OwnAsync(TestHost host)
    {
        var id = Guid.Empty;
        await AsAsync<ITicketAppService>(
            host,
            async x =>
                id = (
                    await x.CreateAsync(
                        new CreateTicketInput
                        {
                            Subject = "Help",
                            Body = "It fails",
                            RequesterName = "Lena",
                            RequesterEmail = "lena@x.example",
                            AssignToMe = true,
                        }
                    )
                ).Id
        );
        return id;
    }

    private static Task SnoozeAsync(TestHost host, Guid id, DateTime? until) =>
        AsAsync<ITicketAppService>(host, x => x.SnoozeAsync(new SnoozeInput { TicketId = id, Until = until }));

    private static async Task AnswerAsync(TestHost host, Guid id)
    {
        var ticket = await TicketAsync(host, id);
        await host.RunAsAsync(
            TestHost.TenantA,
            ticket.RequesterId,
            "customer",
            s => s.GetRequiredService<IPortalTicketAppService>().ReplyAsync(new PortalReplyInput { Number = ticket.Number, Body = "Here" }),
            "Lena"
        );
    }

    /// <summary>The views in which Alice sees the only ticket.</summary>
    private static async Task<List<string>> WhereAsync(TestHost host)
    {
        var where = new List<string>();
        foreach (var view in TicketViews.BuiltIn)
        {
            await AsAsync<ITicketAppService>(
                host,
                async x =>
                {
                    if ((await x.GetListAsync(new TicketListInput { View = view })).Items.Count > 0)
                    {
                        where.Add(view);
                    }
                }
            );
        }

        return where;
    }

    private static Task<Ticket> TicketAsync(TestHost host, Guid id) =>
        host.RunAsync(
            TestHost.TenantA,
            s => s.GetRequiredService<CustomerServiceDbContext>().Set<Ticket>().AsNoTracking().SingleAsync(t => t.Id == id)
        );

    private static async Task<List<(string? Reason, bool IsAsleep)>> HistoryAsync(TestHost host, Guid id) =>
        [
            .. (
                await host.RunAsync(
                    TestHost.TenantA,
                    s =>
                        s.GetRequiredService<CustomerServiceDbContext>()
                            .Set<TicketHistoryEntry>()
                            .Where(h => h.TicketId == id && h.Field == TicketField.Snooze)
                            .OrderByDescending(h => h.At)
                            .ToListAsync()
                )
            ).Select(h => (h.ReasonKey, h.To is not null)),
        ];

    private static Task AsAsync<TService>(TestHost host, Func<TService, Task> call)
        where TService : notnull =>
        host.RunAsAsync(
            TestHost.TenantA,
            Desk.Alice,
            "lead",
            async s =>
            {
                await call(s.GetRequiredService<TService>());
                return true;
            },
            "Alice"
        );
}
