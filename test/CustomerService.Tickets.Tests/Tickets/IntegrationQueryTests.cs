using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using CustomerService.Tickets.Tests.Import;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Tickets;

public class IntegrationQueryTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Page_Through_The_Open_Tickets_Of_A_Group(DatabaseProvider provider)
    {
        var (group, other) = (Guid.NewGuid(), Guid.NewGuid());
        await using var host = await Desk.OpenAsync(provider);
        var open = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            open.Add(await ImportAsync(host, i, group, TicketStatus.InProgress));
        }

        var elsewhere = await ImportAsync(host, 5, other, TicketStatus.InProgress);
        await ImportAsync(host, 6, group, TicketStatus.Resolved);

        var first = await AskAsync(host, x => x.GetOpenOfGroupAsync(group, null, 3));
        var second = await AskAsync(host, x => x.GetOpenOfGroupAsync(group, first[^1].Id, 3));
        (first.Count, second.Count).ShouldBe((3, 2));
        first.Concat(second).Select(x => x.Id).ShouldBe(open, ignoreOrder: true);
        (await AskAsync(host, x => x.GetManyAsync([open[0], elsewhere, Guid.NewGuid()]))).Keys.ShouldBe(
            [open[0], elsewhere],
            ignoreOrder: true
        );
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Sort_Many_Tickets_By_Their_Due_Times_Without_Touching_Their_Stamps(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await ImportAsync(host, i, Guid.NewGuid(), TicketStatus.InProgress));
        }

        var before = await ReadAsync();
        await SetAsync(
            new()
            {
                [ids[0]] = host.Time.Now.AddHours(1),
                [ids[1]] = host.Time.Now.AddMinutes(1.5),
                [Guid.NewGuid()] = host.Time.Now,
            }
        );
        await SetAsync(new() { [ids[0]] = null });
        var after = await ReadAsync();
        ids.ConvertAll(id => after[id].NextDue).ShouldBe([Ticket.NoDue, host.Time.Now.AddMinutes(1.5), Ticket.NoDue]);
        ids.ShouldAllBe(id => after[id].ConcurrencyStamp == before[id].ConcurrencyStamp);

        Task SetAsync(Dictionary<Guid, DateTime?> due) =>
            host.RunAsync(TestHost.TenantA, x => x.GetRequiredService<ITicketIntegrationService>().SetNextDueAsync(due));

        Task<Dictionary<Guid, Ticket>> ReadAsync() =>
            host.RunAsync(
                TestHost.TenantA,
                x => x.GetRequiredService<CustomerServiceDbContext>().Set<Ticket>().AsNoTracking().ToDictionaryAsync(t => t.Id)
            );
    }

    private static async Task<Guid> ImportAsync(TestHost host, int i, Guid group, TicketStatus status) =>
        (
            await AskAsync(
                host,
                x =>
                    x.ImportAsync(
                        ImportTests.Ticket(i) with
                        {
                            GroupId = group,
                            GroupName = "Group",
                            FinalStatus = status,
                            Messages = [],
                            RatingScore = null,
                            RatingComment = null,
                            RatedAt = null,
                        }
                    )
            )
        ).Id;

    private static Task<T> AskAsync<T>(TestHost host, Func<ITicketIntegrationService, Task<T>> ask) =>
        host.RunAsync(TestHost.TenantA, x => ask(x.GetRequiredService<ITicketIntegrationService>()));
}
