using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Routing.Fakes;
using CustomerService.Routing.Groups;
using CustomerService.Routing.Presence;
using CustomerService.Routing.Queue;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Assignment;

public sealed class LineTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Decide_For_All_That_Came_In_With_One_Pass(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        var agents = new[] { await host.AgentAsync(3, capacity: 10), await host.AgentAsync(3, capacity: 10) };
        var tickets = new List<Guid>();
        for (var i = 0; i < 30; i++)
        {
            tickets.Add(await host.TicketAsync(t => t.CreatedAt = t.CreatedAt.AddSeconds(i)));
        }

        await host.RunAsync(p => p.GetRequiredService<AssignmentManager>().RouteNewAsync(tickets[7], isImported: false));
        var routes = (await host.ReadAllAsync<TicketRoute>()).ToDictionary(r => r.TicketId);
        routes.Count.ShouldBe(30);
        tickets.Take(20).ShouldAllBe(t => routes[t].State == RouteState.Assigned, "first come, first served");
        tickets.Skip(20).ShouldAllBe(t => routes[t].State == RouteState.Waiting && routes[t].Reason == AssignmentReason.EverybodyFull);
        agents.Select(a => routes.Values.Count(r => r.AgentId == a)).ShouldBe([10, 10]);

        // What the events of the others find is done already.
        await host.Host.DrainAsync();
        (await host.ReadAllAsync<TicketRoute>()).Count(r => r.State == RouteState.Assigned).ShouldBe(20);
    }

    [Fact]
    public async Task Should_Put_Value_First_And_Ask_For_Its_Stars()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var agent = await host.AgentAsync(5, capacity: 1, isOnline: false);
        await host.TicketAsync();
        host.Host.Time.Advance(TimeSpan.FromMinutes(5));
        var vip = await host.TicketAsync(t => t.RequesterId = FakeUsers.Vip);
        await host.Host.DrainAsync();
        await host.PresenceAsync(agent, isOnline: true, capacity: 1);
        await host.Host.DrainAsync();
        var given = await host.ReadAsync(vip);
        (given.AssigneeId, given.RequiredStars).ShouldBe((agent, 4));
    }

    [Fact]
    public async Task Should_Hand_Back_What_Was_Not_Begun_When_Its_Owner_Leaves()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var leaving = await host.AgentAsync(3);
        var (fresh, begun) = (await host.TicketAsync(), await host.TicketAsync());
        await host.Host.DrainAsync();
        await host.StatusAsync(begun, TicketStatus.InProgress);
        await host.Host.DrainAsync();

        await host.PresenceAsync(leaving, isOnline: false);
        await host.Host.DrainAsync();
        ((await host.ReadAsync(fresh)).AssigneeId, (await host.ReadAsync(begun)).AssigneeId).ShouldBe((null, leaving));
        var route = (await host.ReadAllAsync<TicketRoute>()).Single(r => r.TicketId == fresh);
        (route.State, route.WaitingSince).ShouldBe((RouteState.Waiting, route.CreatedAt), "it stands where it stood");

        var other = await host.AgentAsync(3);
        await host.Host.DrainAsync();
        (await host.ReadAsync(fresh)).AssigneeId.ShouldBe(other);
    }

    [Fact]
    public async Task Should_Hand_Back_Only_After_A_While_When_Somebody_Is_Just_Away()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var away = await host.AgentAsync(3);
        var ticket = await host.TicketAsync();
        await host.Host.DrainAsync();
        await host.Host.RunAsAsync(
            RoutingTestHost.Tenant,
            away,
            "agent",
            p => p.GetRequiredService<IPresenceAppService>().SetAsync(new SetPresenceInput { State = PresenceState.Away })
        );
        await host.Host.DrainAsync();
        host.Host.Time.Advance(TimeSpan.FromMinutes(AgentGroup.DefaultHandBackMinutes - 1));
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).AssigneeId.ShouldBe(away);
        host.Host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).AssigneeId.ShouldBeNull();
    }

    [Fact]
    public async Task Should_Give_New_Tickets_Only_Within_Working_Hours_And_At_Their_Beginning()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var agent = await host.AgentAsync(3);
        WorkingHoursDto[] hours = [new(DayOfWeek.Monday, new TimeOnly(18, 0), new TimeOnly(22, 0))];

        // It is Monday, 17:00 in Shanghai.
        await host.RunAsync(async p =>
            (await p.GetRequiredService<PresenceManager>().GetOrCreateAsync(agent, default)).SetWorkingHours(hours, "Asia/Shanghai", null)
        );
        var ticket = await host.TicketAsync();
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).AssigneeId.ShouldBeNull();
        host.Host.Time.Advance(TimeSpan.FromHours(1));
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).AssigneeId.ShouldBe(agent);
    }

    [Fact]
    public async Task Should_Ask_One_Star_Less_Only_When_The_Group_Allows_It_And_In_Its_Time()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var three = await host.AgentAsync(3);
        await host.AgentAsync(4, isOnline: false);
        var group = (await host.GroupAsync()).Id;
        await host.RunAsync(async p =>
            (await p.GetRequiredService<AgentGroupManager>().GetAsync(group, default)).SetWork(10, 30, null, 20, StarMatrix.Default)
        );
        var (urgent, risky) = (
            await host.TicketAsync(t => t.Priority = TicketPriority.Urgent),
            await host.TicketAsync(t => t.Risk = TicketGrade.Medium)
        );
        await host.Host.DrainAsync();
        host.Host.Time.Advance(TimeSpan.FromMinutes(29));
        await host.Host.DrainAsync();
        (await host.ReadAsync(urgent)).AssigneeId.ShouldBeNull();
        host.Host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.Host.DrainAsync();
        ((await host.ReadAsync(urgent)).AssigneeId, (await host.ReadAsync(risky)).AssigneeId).ShouldBe((three, null), "risk is a floor");
        (await host.ReadAllAsync<TicketRoute>()).Single(r => r.TicketId == urgent).Reason.ShouldBe(AssignmentReason.Downgraded);
    }

    [Fact]
    public async Task Should_Hold_People_To_The_Same_Rules()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var (three, full, stranger) = (
            await host.AgentAsync(3),
            await host.AgentAsync(4, capacity: 1),
            await host.AgentAsync(5, group: "billing")
        );
        await host.TicketAsync(t => t.AssigneeId = full);
        var urgent = (await host.ReadAsync(await host.TicketAsync(t => t.Priority = TicketPriority.Urgent))).ToSnapshot();
        Task Check(Guid agent, bool isOwnChoice = true) =>
            host.RunAsync(p => p.GetRequiredService<IAssignmentGuard>().CheckAsync(urgent, agent, isOwnChoice));
        (await Should.ThrowAsync<BusinessException>(() => Check(three))).Code.ShouldBe(RoutingErrorCodes.NotEnoughStars);
        (await Should.ThrowAsync<BusinessException>(() => Check(three, isOwnChoice: false))).Code.ShouldBe(
            RoutingErrorCodes.NotEnoughStars
        );
        (await Should.ThrowAsync<BusinessException>(() => Check(stranger))).Code.ShouldBe(RoutingErrorCodes.NotInGroup);
        (await Should.ThrowAsync<BusinessException>(() => Check(full))).Code.ShouldBe(RoutingErrorCodes.AtCapacity);
        await Check(full, isOwnChoice: false);
        await Check(host.Admin);
    }

    [Fact]
    public async Task Should_Keep_The_Facts_That_Figures_And_Rehearsals_Need()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var agent = await host.AgentAsync(3);
        var began = host.Host.Time.Now;
        var ticket = await host.TicketAsync();
        await host.Host.DrainAsync();
        host.Host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.ChangeAsync(
            ticket,
            t => t.Publish(new TicketRepliedEto(t.ToSnapshot(), host.Host.Time.Now, Guid.NewGuid(), agent, "韩梅梅", true, true, "", []))
        );
        await host.Host.DrainAsync();
        host.Host.Time.Advance(TimeSpan.FromMinutes(4));
        await host.StatusAsync(ticket, TicketStatus.Resolved);
        await host.ChangeAsync(ticket, t => t.Publish(new TicketRatedEto(t.ToSnapshot(), host.Host.Time.Now, 5, null)));
        await host.Host.DrainAsync();
        var route = (await host.ReadAllAsync<TicketRoute>()).Single();
        (route.FirstAssignedAt, route.FirstResponseAt, route.SolvedAt, route.Rating, route.AgentStars, route.WasReopened).ShouldBe(
            (began, began.AddMinutes(1), began.AddMinutes(5), 5, 3, false)
        );
        await host.StatusAsync(ticket, TicketStatus.InProgress, isReopened: true);
        await host.Host.DrainAsync();
        route = (await host.ReadAllAsync<TicketRoute>()).Single();
        (route.SolvedAt, route.WasReopened).ShouldBe((null, true));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Say_Where_A_Ticket_Stands_And_Never_Raise_It_Silently(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        var agent = await host.AgentAsync(5, capacity: 1);
        await host.TicketAsync();
        await host.Host.DrainAsync();
        (await PreviewAsync(host)).ShouldBe((0, true), "one place, and it is taken");
        var first = await host.TicketAsync();
        (await FindAsync(host, first))!.Position.ShouldBe(0, "it has only just come in");
        await host.Host.DrainAsync();
        host.Host.Time.Advance(TimeSpan.FromSeconds(10));
        var second = await host.TicketAsync();
        await host.Host.DrainAsync();
        var before = (await FindAsync(host, second))!;
        (before.Position, before.Change, before.ExpectedAt > host.Host.Time.Now).ShouldBe((2, QueueChange.None, true));
        (await FindAsync(host, first))!.Position.ShouldBe(1);
        (await PreviewAsync(host)).ShouldBe((2, true));

        // Two that are more urgent come and go first: later, and it says why.
        await host.TicketAsync(t => t.Priority = TicketPriority.Critical);
        await host.TicketAsync(t => t.Priority = TicketPriority.Critical);
        await host.Host.DrainAsync();
        host.Host.Time.Advance(TimeSpan.FromSeconds(5));
        var after = (await FindAsync(host, second))!;
        (after.Position, after.Change).ShouldBe((4, QueueChange.MoreUrgentCame));
        after.ExpectedAt!.Value.ShouldBeGreaterThan(before.ExpectedAt!.Value);

        await host.RunAsync(p => p.GetRequiredService<IQueueIntegrationService>().LeaveAsync(second));
        (await FindAsync(host, second))!.HasLeft.ShouldBeTrue();
        await host.PresenceAsync(agent, isOnline: false, capacity: 1);
        host.Host.Time.Advance(TimeSpan.FromSeconds(5));
        (await FindAsync(host, second))!.ExpectedAt.ShouldBeNull("nobody is here, so nothing is said");
    }

    private static Task<QueueDto?> FindAsync(RoutingTestHost host, Guid ticket) =>
        host.RunAsync(p => p.GetRequiredService<IQueueIntegrationService>().FindAsync(ticket));

    private static async Task<(int, bool)> PreviewAsync(RoutingTestHost host)
    {
        host.Host.Time.Advance(TimeSpan.FromSeconds(5));
        var preview = await host.RunAsync(p =>
            p.GetRequiredService<IQueueIntegrationService>().PreviewAsync("question", "Normal", "Low", "Low")
        );
        return (preview!.Waiting, preview.ExpectedWait > TimeSpan.Zero);
    }
}
