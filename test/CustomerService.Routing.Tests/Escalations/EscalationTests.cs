using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Fakes;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Escalations;

public sealed class EscalationTests
{
    [Fact]
    public async Task Should_Tell_And_Raise_At_The_Breach_And_Move_To_More_Stars_Half_An_Hour_Later()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var (three, four, lead) = (await host.AgentAsync(3), await host.AgentAsync(4), await host.AgentAsync(1, isLead: true));
        var ticket = await LateTicketAsync(host);
        var first = await host.ReadAsync(ticket);
        (first.AssigneeId, first.EscalationLevel, first.Priority).ShouldBe((three, 1, TicketPriority.Urgent));
        first.Told.ShouldContain(three.ToString());
        first.Told.ShouldContain(lead.ToString());

        host.Host.Time.Advance(TimeSpan.FromMinutes(29));
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).EscalationLevel.ShouldBe(1);

        host.Host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.Host.DrainAsync();
        var second = await host.ReadAsync(ticket);
        (second.AssigneeId, second.EscalationLevel, second.Escalations).ShouldBe((four, 2, 2));

        host.Host.Time.Advance(TimeSpan.FromMinutes(90));
        await host.Host.DrainAsync();
        var third = await host.ReadAsync(ticket);
        third.Escalations.ShouldBe(3);
        third.Told.Split(';')[2].ShouldContain(FakeUsers.Supervisor.ToString());
    }

    [Fact]
    public async Task Should_Do_Each_Step_Once_When_The_Same_Breach_Is_Told_Twice()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        await host.AgentAsync(3);
        var clock = Guid.NewGuid();
        var ticket = await LateTicketAsync(host, clock);
        await BreachAsync(host, ticket, clock);
        await BreachAsync(host, ticket, Guid.NewGuid());
        host.Host.Time.Advance(TimeSpan.FromHours(1));
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).Escalations.ShouldBe(2);
        host.Host.Time.Advance(TimeSpan.FromDays(1));
        await host.Host.DrainAsync();
        var all = (await host.ReadAsync(ticket)).Escalations;
        await BreachAsync(host, ticket, clock);
        (await host.ReadAsync(ticket)).Escalations.ShouldBe(all);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Stop_At_Once_And_Give_Up_The_Place_When_The_Ticket_Is_Merged(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        var (stays, agent) = (await host.TicketAsync(), await host.AgentAsync(3, capacity: 1));
        await host.Host.DrainAsync();
        var ends = await LateTicketAsync(host);
        var waits = await host.TicketAsync();
        await host.Host.DrainAsync();
        (await host.ReadAsync(ends)).EscalationLevel.ShouldBe(1);
        (await RoutesAsync(host))
            .Where(r => r.State == RouteState.Waiting)
            .Select(r => r.TicketId)
            .ShouldBe([ends, waits], ignoreOrder: true);

        await host.ChangeAsync(
            ends,
            t =>
            {
                t.Status = TicketStatus.Closed;
                t.Publish(new TicketMergedEto(t.ToSnapshot(), host.Host.Time.Now, t.ToSnapshot() with { Id = stays }, [1], null));
            }
        );
        await host.Host.DrainAsync();
        host.Host.Time.Advance(TimeSpan.FromDays(1));
        await host.Host.DrainAsync();
        (await host.ReadAsync(ends)).Escalations.ShouldBe(1);
        (await host.ReadAllAsync<EscalationRun>()).Where(c => c.TicketId == ends).ShouldAllBe(c => c.State == EscalationRunState.Ended);
        (await RoutesAsync(host)).ShouldSatisfyAllConditions(
            r => r.Single(x => x.TicketId == ends).State.ShouldBe(RouteState.Done),
            r => r.Single(x => x.TicketId == stays).AgentId.ShouldBe(agent),
            r => r.Single(x => x.TicketId == waits).State.ShouldBe(RouteState.Waiting)
        );
    }

    private static Task<TicketRoute[]> RoutesAsync(RoutingTestHost host) => host.ReadAllAsync<TicketRoute>();

    [Fact]
    public async Task Should_Go_On_From_The_Same_Level_For_A_Later_Clock()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        await host.AgentAsync(3);
        var ticket = await LateTicketAsync(host);
        for (var day = 0; day < 4; day++)
        {
            host.Host.Time.Advance(TimeSpan.FromDays(1));
            await host.Host.DrainAsync();
        }

        var level = (await host.ReadAsync(ticket)).EscalationLevel;
        (await host.ReadAllAsync<EscalationRun>()).ShouldAllBe(c => c.State == EscalationRunState.Ended);
        await BreachAsync(host, ticket, Guid.NewGuid());
        (await host.ReadAsync(ticket)).EscalationLevel.ShouldBe(level + 1);
    }

    [Fact]
    public async Task Should_Stop_When_Solved_Or_Answered()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        await host.AgentAsync(3);
        await host.AgentAsync(4);
        var solved = await LateTicketAsync(host);
        var answered = await LateTicketAsync(host);
        await host.StatusAsync(solved, TicketStatus.Resolved);
        await host.ChangeAsync(answered, t => t.IsLate = false);
        host.Host.Time.Advance(TimeSpan.FromHours(2));
        await host.Host.DrainAsync();
        ((await host.ReadAsync(solved)).Escalations, (await host.ReadAsync(answered)).Escalations).ShouldBe((1, 1));
        (await host.ReadAllAsync<EscalationRun>()).ShouldAllBe(c => c.State == EscalationRunState.Ended);
    }

    [Fact]
    public async Task Should_Stand_Still_While_The_Customer_Is_Asked_And_Go_On_Afterwards()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        await host.AgentAsync(3);
        var ticket = await LateTicketAsync(host);
        host.Host.Time.Advance(TimeSpan.FromMinutes(10));
        await host.StatusAsync(ticket, TicketStatus.WaitingForCustomer);
        await host.Host.DrainAsync();
        host.Host.Time.Advance(TimeSpan.FromHours(5));
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).Escalations.ShouldBe(1);

        await host.StatusAsync(ticket, TicketStatus.InProgress);
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).Escalations.ShouldBe(1);
        host.Host.Time.Advance(TimeSpan.FromMinutes(20));
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).Escalations.ShouldBe(2);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Keep_EscalationPolicies_And_Their_Steps(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        var admin = host.Admin;
        Task<T> AsAdmin<T>(Func<IEscalationPolicyAppService, Task<T>> work) =>
            host.Host.RunAsAsync(RoutingTestHost.Tenant, admin, "admin", p => work(p.GetRequiredService<IEscalationPolicyAppService>()));
        var id = await AsAdmin(s =>
            s.CreateAsync(
                new SaveEscalationPolicyInput
                {
                    Name = "Complaints",
                    RequestTypeKeys = ["complaint"],
                    Steps = [new() { NotifyLeads = true }, new() { OffsetMinutes = 10, RaisePriority = true }],
                }
            )
        );
        await host.Host.RunAsAsync(
            RoutingTestHost.Tenant,
            admin,
            "admin",
            p =>
                p.GetRequiredService<IEscalationPolicyAppService>()
                    .UpdateAsync(
                        id,
                        new SaveEscalationPolicyInput
                        {
                            Name = "Complaints",
                            RequestTypeKeys = ["complaint"],
                            Steps = [new() { NotifyOwner = true }],
                        }
                    )
        );
        var all = await AsAdmin(s => s.GetListAsync());
        all.Select(l => (l.Form.Name, l.Form.Steps.Count))
            .ShouldBe([("When an SLA target is missed", 3), ("Complaints", 1), ("Other departments", 2), ("Urgent and critical", 3)]);
    }

    private static async Task<Guid> LateTicketAsync(RoutingTestHost host, Guid? clock = null)
    {
        var ticket = await host.TicketAsync(t => t.IsLate = true);
        await host.Host.DrainAsync();
        await BreachAsync(host, ticket, clock ?? Guid.NewGuid());
        return ticket;
    }

    private static async Task BreachAsync(RoutingTestHost host, Guid ticket, Guid clock)
    {
        var breached = new SlaBreachedEto(ticket, clock, SlaMetric.FirstResponse, host.Host.Time.Now, host.Host.Time.Now);
        await host.RunAsync(p => p.GetRequiredService<IDistributedEventBus>().PublishAsync(breached));
        await host.Host.DrainAsync();
    }
}
