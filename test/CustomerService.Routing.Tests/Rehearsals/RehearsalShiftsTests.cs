using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Fakes;
using CustomerService.Routing.Presence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Rehearsals;

public sealed class RehearsalShiftsTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Take_Shifts_From_Presence_And_Guess_Them_Before_It_Was_Recorded(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        var begin = host.Host.Time.Now;
        var agent = await host.AgentAsync(3);
        await PassAsync(host, 2, () => host.PresenceAsync(agent, isOnline: false));
        await PassAsync(host, 1, () => host.PresenceAsync(agent, isOnline: true));
        await PassAsync(host, 1, () => Task.CompletedTask);

        // Worked the day before, when nothing was recorded yet, and to an hour before it was: a day's work each, cut
        // where knowledge begins.
        var shifts = await ReadAsync(host, agent, begin.AddHours(-24), begin.AddHours(-1));
        Hours(shifts).ShouldBe([(-24, -16), (-1, 0), (0, 2), (3, 4)]);

        // It is Monday, 17:00 in Shanghai when it begins.
        await host.RunAsync(async p =>
            (await p.GetRequiredService<PresenceManager>().GetOrCreateAsync(agent, default)).SetWorkingHours(
                [new(DayOfWeek.Monday, new(18, 0), new(23, 0))],
                "Asia/Shanghai",
                null
            )
        );
        Hours(await ReadAsync(host, agent)).ShouldBe([(1, 2), (3, 4)]);

        List<(int, int)> Hours(IReadOnlyList<RehearsalShift> found) =>
            [.. found.Select(s => ((int)(s.From - begin).TotalHours, (int)(s.To - begin).TotalHours))];
    }

    private static Task PassAsync(RoutingTestHost host, int hours, Func<Task> then)
    {
        host.Host.Time.Advance(TimeSpan.FromHours(hours));
        return then();
    }

    private static Task<IReadOnlyList<RehearsalShift>> ReadAsync(RoutingTestHost host, Guid agent, params DateTime[] worked) =>
        host.RunAsync(async p =>
        {
            var routes = worked.Select(at =>
            {
                var route = new TicketRoute(new FakeTicket { CreatedAt = at }.ToSnapshot());
                route.Assign(agent, 3, AssignmentReason.LowestSufficientStar, at);
                return route;
            });
            var people = await p.GetRequiredService<CustomerServiceDbContext>().Set<AgentPresence>().AsNoTracking().ToListAsync();
            var now = host.Host.Time.Now;
            return (await p.GetRequiredService<RehearsalShifts>().ReadAsync(people, [.. routes], now.AddDays(-2), now.AddDays(1), default))[
                agent
            ];
        });
}
