using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Routing.Fakes;
using CustomerService.Routing.Presence;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Assignment;

public sealed class AssignmentTests
{
    [Fact]
    public async Task Should_Give_A_New_Ticket_To_The_Lowest_Sufficient_Star_And_Say_Why()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var three = await host.AgentAsync(3);
        await host.AgentAsync(5);
        var ticket = await host.TicketAsync();
        await host.Host.DrainAsync();

        var given = await host.ReadAsync(ticket);
        (given.AssigneeId, given.RequiredStars, given.GroupId).ShouldBe((three, 3, (await host.GroupAsync()).Id));
        var route = await host.Host.RunAsAsync(
            RoutingTestHost.Tenant,
            three,
            "agent",
            p => p.GetRequiredService<IAssignmentAppService>().GetAsync(ticket)
        );
        (route!.AgentId, route.Reason, route.GroupName, route.AgentStars, route.WaitingSince).ShouldBe(
            (three, AssignmentReason.LowestSufficientStar, "Support", 3, null)
        );
    }

    [Theory]
    [InlineData("account-stolen", "security")]
    [InlineData("charge-dispute", "billing")]
    [InlineData("question", "support")]
    [InlineData("something-new", "support")]
    public async Task Should_Send_Each_Request_Type_To_Its_Group(string typeKey, string groupKey)
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var ticket = await host.TicketAsync(t => t.TypeKey = typeKey);
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).GroupId.ShouldBe((await host.GroupAsync(groupKey)).Id);
    }

    [Fact]
    public async Task Should_Wait_Until_Somebody_Comes_Online_And_Take_Urgent_Ones_First()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var agent = await host.AgentAsync(4, capacity: 2, isOnline: false);
        var first = await host.TicketAsync();
        host.Host.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await host.TicketAsync();
        var urgent = await host.TicketAsync(t => t.Priority = TicketPriority.Urgent);
        await host.Host.DrainAsync();
        (await host.ReadAllAsync<FakeTicket>()).ShouldAllBe(t => t.AssigneeId == null && t.GroupId != null);

        await host.PresenceAsync(agent, isOnline: true, capacity: 2);
        await host.Host.DrainAsync();
        (
            (await host.ReadAsync(first)).AssigneeId,
            (await host.ReadAsync(urgent)).AssigneeId,
            (await host.ReadAsync(second)).AssigneeId
        ).ShouldBe((agent, agent, null));
    }

    [Fact]
    public async Task Should_Give_The_Next_One_When_A_Ticket_Is_Solved()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var agent = await host.AgentAsync(3, capacity: 1);
        var first = await host.TicketAsync();
        await host.Host.DrainAsync();
        var second = await host.TicketAsync();
        await host.Host.DrainAsync();
        (await host.ReadAsync(second)).AssigneeId.ShouldBeNull();

        await host.StatusAsync(first, TicketStatus.Resolved);
        await host.Host.DrainAsync();
        (await host.ReadAsync(second)).AssigneeId.ShouldBe(agent);
    }

    [Fact]
    public async Task Should_Flow_Over_To_A_Higher_Star_After_The_Groups_Wait()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        await host.AgentAsync(3, capacity: 1);
        var five = await host.AgentAsync(5);
        await host.TicketAsync();
        await host.Host.DrainAsync();
        var second = await host.TicketAsync();
        await host.Host.DrainAsync();
        host.Host.Time.Advance(TimeSpan.FromMinutes(9));
        await host.Host.DrainAsync();
        (await host.ReadAsync(second)).AssigneeId.ShouldBeNull();

        host.Host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.Host.DrainAsync();
        (await host.ReadAsync(second)).AssigneeId.ShouldBe(five);
    }

    [Fact]
    public async Task Should_Route_Open_Imports_Without_Owner_And_Leave_The_Rest()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var agent = await host.AgentAsync(3);
        var owner = Guid.NewGuid();
        var open = await host.TicketAsync(t => t.CreatedAt = t.CreatedAt.AddDays(-30), isImported: true);
        var solved = await host.TicketAsync(t => t.Status = TicketStatus.Resolved, isImported: true);
        var owned = await host.TicketAsync(t => t.AssigneeId = owner, isImported: true);
        await host.Host.DrainAsync();
        (
            (await host.ReadAsync(open)).AssigneeId,
            (await host.ReadAsync(solved)).AssigneeId,
            (await host.ReadAsync(owned)).AssigneeId
        ).ShouldBe((agent, null, owner));
    }

    [Fact]
    public async Task Should_Give_A_Reopened_Ticket_To_Somebody_Who_Is_Here()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var gone = await host.AgentAsync(3);
        var ticket = await host.TicketAsync();
        await host.Host.DrainAsync();
        await host.StatusAsync(ticket, TicketStatus.Resolved);
        await host.Host.DrainAsync();
        await host.PresenceAsync(gone, isOnline: false);
        await host.StatusAsync(ticket, TicketStatus.InProgress, isReopened: true);
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).AssigneeId.ShouldBe(gone, "nobody else is here, so he keeps it");

        var here = await host.AgentAsync(4);
        await host.StatusAsync(ticket, TicketStatus.Resolved);
        await host.StatusAsync(ticket, TicketStatus.InProgress, isReopened: true);
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).AssigneeId.ShouldBe(here);
    }

    [Fact]
    public async Task Should_Hear_Of_What_People_Decide_And_Not_Undo_It()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var (one, two) = (await host.AgentAsync(3), await host.AgentAsync(3));
        var ticket = await host.TicketAsync();
        await host.Host.DrainAsync();
        var before = (await host.ReadAsync(ticket)).AssigneeId!.Value;
        var after = before == one ? two : one;
        await host.ChangeAsync(
            ticket,
            t =>
            {
                t.AssigneeId = after;
                t.Publish(new TicketAssignedEto(t.ToSnapshot(), host.Host.Time.Now, before, after, after));
            }
        );
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).AssigneeId.ShouldBe(after);
        var route = (await host.ReadAllAsync<TicketRoute>()).Single();
        (route.AgentId, route.Reason).ShouldBe((after, AssignmentReason.Manual));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Find_Forgotten_Tickets_By_The_Worker(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        var agent = await host.AgentAsync(3, capacity: 1);
        var first = await host.TicketAsync();
        var second = await host.TicketAsync();
        await host.Host.DrainAsync();
        await host.RunAsync(async p => (await p.GetRequiredService<PresenceManager>().GetOrCreateAsync(agent, default)).SetCapacity(2));
        foreach (var worker in host.Host.Services.GetServices<HangfireBackgroundWorkerBase>().OfType<WaitingLineWorker>())
        {
            await worker.DoWorkAsync();
        }

        await host.Host.DrainAsync();
        ((await host.ReadAsync(first)).AssigneeId, (await host.ReadAsync(second)).AssigneeId).ShouldBe((agent, agent));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Neither_Double_Assign_Nor_Exceed_Capacity_When_Many_Assign_At_Once(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        await host.AgentAsync(3);
        await host.AgentAsync(3);
        await host.AgentAsync(4);
        var tickets = new List<Guid>();
        for (var i = 0; i < 30; i++)
        {
            tickets.Add(await host.TicketAsync(t => t.Priority = i % 3 == 0 ? TicketPriority.Urgent : TicketPriority.Normal));
        }

        // Each ticket is tried by two "nodes" at once, all of them together.
        var attempts = tickets
            .Concat(tickets)
            .Select(id => Task.Run(() => host.RunAsync(p => p.GetRequiredService<AssignmentManager>().RouteNewAsync(id, false))));
        await Task.WhenAll(
            attempts.Select(async attempt =>
            {
                try
                {
                    await attempt;
                }
                catch (Exception e)
                    when (e is BusinessException { Kind: ErrorKind.Conflict } or Microsoft.EntityFrameworkCore.DbUpdateException)
                {
                    // The kernel delivers again what lost a race.
                }
            })
        );

        var all = await host.ReadAllAsync<FakeTicket>();
        var loads = all.Where(t => t.AssigneeId is not null).GroupBy(t => t.AssigneeId!.Value).ToDictionary(g => g.Key, g => g.Count());
        loads.Values.ShouldAllBe(load => load <= 5);
        loads.Values.Sum().ShouldBeGreaterThanOrEqualTo(10);

        host.Host.Time.Advance(TimeSpan.FromMinutes(11));
        await host.Host.DrainAsync();
        (await host.ReadAllAsync<FakeTicket>())
            .Count(t => t.AssigneeId is not null)
            .ShouldBe(15, "all places are filled in the end, none twice");
    }
}
