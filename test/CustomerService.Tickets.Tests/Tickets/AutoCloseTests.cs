using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.Framework.Timers;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Tickets;

public class AutoCloseTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Close_A_Resolved_Ticket_After_A_Week_And_Say_So_Once(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var id = await FileAsync(host);
        await SetAsync(host, id, TicketStatus.Resolved);
        (await ClosesAtAsync(host, id)).ShouldBe(host.Time.Now + Week);
        await PassAsync(host, Week - Minute);
        (await FindAsync(host, id)).Status.ShouldBe(TicketStatus.Resolved);

        await PassAsync(host, Minute);
        var closed = await FindAsync(host, id);
        (closed.Status, closed.ClosedAt).ShouldBe((TicketStatus.Closed, host.Time.Now));
        await PassAsync(host, Week);
        var entry = (await HistoryAsync(host, id)).Where(h => h.To == nameof(TicketStatus.Closed)).ShouldHaveSingleItem();
        (entry.ActorId, entry.Source, entry.ReasonKey).ShouldBe((null, TicketSource.System, TicketReasons.ClosedByTime));
    }

    [Fact]
    public async Task Should_Count_Anew_When_It_Was_Opened_Again()
    {
        await using var host = await Desk.OpenAsync();
        var id = await FileAsync(host);
        await SetAsync(host, id, TicketStatus.Resolved);
        await PassAsync(host, TimeSpan.FromDays(6));
        await SetAsync(host, id, TicketStatus.InProgress);
        await PassAsync(host, TimeSpan.FromDays(30));
        (await FindAsync(host, id)).Status.ShouldBe(TicketStatus.InProgress);

        await SetAsync(host, id, TicketStatus.Resolved);
        await PassAsync(host, TimeSpan.FromDays(6));
        (await FindAsync(host, id)).Status.ShouldBe(TicketStatus.Resolved);
        await PassAsync(host, TimeSpan.FromDays(1));
        (await FindAsync(host, id)).Status.ShouldBe(TicketStatus.Closed);
    }

    [Fact]
    public async Task Should_Not_Close_By_An_Old_Timer_Whose_Cancellation_Is_Still_On_Its_Way()
    {
        await using var host = await Desk.OpenAsync();
        var id = await FileAsync(host);
        await SetAsync(host, id, TicketStatus.Resolved);
        await host.DrainAsync();
        host.Time.Advance(Week);
        await SetAsync(host, id, TicketStatus.InProgress);
        await SetAsync(host, id, TicketStatus.Resolved);
        await host.RunAsync(
            TestHost.TenantA,
            async s =>
            {
                var timer = await s.GetRequiredService<CustomerServiceDbContext>()
                    .Set<TimerRow>()
                    .AsNoTracking()
                    .SingleAsync(t => t.SubjectId == id);
                timer.Due.ShouldBe(host.Time.Now);
                await s.GetServices<ITimerHandler>()
                    .Single(h => h.Kind == timer.Kind)
                    .HandleAsync(new TimerFired(timer.Kind, id, timer.Key, timer.Due, timer.Payload), default);
            }
        );
        (await FindAsync(host, id)).Status.ShouldBe(TicketStatus.Resolved);
        await host.DrainAsync();
        await PassAsync(host, Week);
        (await FindAsync(host, id)).Status.ShouldBe(TicketStatus.Closed);
    }

    [Fact]
    public async Task Should_Keep_To_The_Tenants_Own_Days()
    {
        await using var host = await Desk.OpenAsync();
        await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Alice,
            "admin",
            s => s.GetRequiredService<ITicketSettingsAppService>().SetAsync(new TicketSettingsInput { AutoCloseDays = 2 })
        );
        var id = await FileAsync(host);
        await SetAsync(host, id, TicketStatus.Resolved);
        await host.DrainAsync();

        await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Alice,
            "admin",
            s => s.GetRequiredService<ITicketSettingsAppService>().SetAsync(new TicketSettingsInput { AutoCloseDays = 0 })
        );
        var open = await FileAsync(host);
        await SetAsync(host, open, TicketStatus.Resolved);
        (await ClosesAtAsync(host, open)).ShouldBeNull();
        await PassAsync(host, TimeSpan.FromDays(90));
        (await FindAsync(host, id)).Status.ShouldBe(TicketStatus.Closed, "its customer had been told the day");
        (await FindAsync(host, open)).Status.ShouldBe(TicketStatus.Resolved);
    }

    [Fact]
    public async Task Should_Close_An_Imported_Ticket_As_Part_Of_Its_Past()
    {
        await using var host = await Desk.OpenAsync();
        var (filed, answered) = (host.Time.Now.AddDays(-40), host.Time.Now.AddDays(-39));
        var import = await host.RunAsync(
            TestHost.TenantA,
            s =>
                s.GetRequiredService<ITicketIntegrationService>()
                    .ImportAsync(
                        new ImportTicket(
                            "old-1",
                            "Old matter",
                            "It was so",
                            "Lena",
                            "lena@customer.example",
                            null,
                            null,
                            TicketChannel.Email,
                            filed,
                            [],
                            [new ImportMessage(answered, Desk.Bob, true, "Done.", null)],
                            TicketStatus.Resolved,
                            null,
                            null,
                            Desk.Bob,
                            null,
                            null,
                            null
                        )
                    )
        );
        await host.DrainAsync();
        var ticket = await FindAsync(host, import.Id);
        (ticket.Status, ticket.ClosedAt).ShouldBe((TicketStatus.Closed, answered + Week));
        (await HistoryAsync(host, import.Id)).Last(h => h.To == nameof(TicketStatus.Closed)).Source.ShouldBe(TicketSource.Import);
    }

    private static async Task<Guid> FileAsync(TestHost host) =>
        (
            await host.RunAsync(
                TestHost.TenantA,
                s =>
                    s.GetRequiredService<IPortalTicketAppService>()
                        .CreateAsync(
                            new CreatePortalTicketInput
                            {
                                RequestTypeKey = "other",
                                Subject = "Export fails",
                                Body = "It stops.",
                                Name = "Lena",
                                Email = "lena@customer.example",
                            }
                        )
            )
        ).Id;

    private static Task SetAsync(TestHost host, Guid id, TicketStatus status) =>
        host.RunAsAsync(
            TestHost.TenantA,
            Desk.Bob,
            "agent",
            s => s.GetRequiredService<ITicketAppService>().ChangeStatusAsync(new ChangeStatusInput { TicketId = id, To = status })
        );

    private static async Task PassAsync(TestHost host, TimeSpan time)
    {
        await host.DrainAsync();
        host.Time.Advance(time);
        await host.DrainAsync();
    }

    private static Task<Ticket> FindAsync(TestHost host, Guid id) =>
        host.RunAsync(
            TestHost.TenantA,
            s => s.GetRequiredService<CustomerServiceDbContext>().Set<Ticket>().AsNoTracking().FirstAsync(t => t.Id == id)
        );

    private static async Task<DateTime?> ClosesAtAsync(TestHost host, Guid id) =>
        (await host.RunAsync(TestHost.TenantA, s => s.GetRequiredService<ITicketIntegrationService>().FindContactAsync(id)))!.ClosesAt;

    private static Task<List<TicketHistoryEntry>> HistoryAsync(TestHost host, Guid id) =>
        host.RunAsync(
            TestHost.TenantA,
            s =>
                s.GetRequiredService<CustomerServiceDbContext>()
                    .Set<TicketHistoryEntry>()
                    .AsNoTracking()
                    .Where(h => h.TicketId == id)
                    .OrderBy(h => h.At)
                    .ThenBy(h => h.Id)
                    .ToListAsync()
        );
}
