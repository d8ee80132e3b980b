using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Routing.Fakes;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Exceptions;

public sealed class ExceptionTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Give_A_Ticket_To_A_Named_Person_For_A_Time_After_A_Second_Person_Agreed(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        var (three, lead) = (await host.AgentAsync(3), await host.AgentAsync(5, isLead: true, isOnline: false));
        var ticket = await host.TicketAsync(t => t.Risk = TicketGrade.High);
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).AssigneeId.ShouldBeNull("nobody with the stars is here");

        var id = await RequestAsync(host, lead, ticket, three);
        (await RefusedAsync(host, lead, id)).ShouldBe(RoutingErrorCodes.NeedsSecondPerson);
        (await RefusedAsync(host, three, id, "lead")).ShouldBe(
            RoutingErrorCodes.NeedsSecondPerson,
            "who gets the ticket is no second person"
        );
        (await host.ReadAsync(ticket)).AssigneeId.ShouldBeNull();

        await DecideAsync(host, host.Admin, id, approve: true);
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).AssigneeId.ShouldBe(three);
        await CheckAsync(host, ticket, three);
        (await RefusedAsync(host, host.Admin, id)).ShouldBe(RoutingErrorCodes.ExceptionDecided);

        host.Host.Time.Advance(TimeSpan.FromMinutes(60));
        await host.Host.DrainAsync();
        (await host.ReadAsync(ticket)).AssigneeId.ShouldBeNull("the rules hold again");
        (await Should.ThrowAsync<BusinessException>(() => CheckAsync(host, ticket, three))).Code.ShouldBe(RoutingErrorCodes.NotEnoughStars);
        var past = (await ListAsync(host, host.Admin)).Single();
        (past.State, past.RequestedByName, past.DecidedByName, past.ForName).ShouldBe((ExceptionState.Ended, "韩梅梅", "韩梅梅", "韩梅梅"));
    }

    [Fact]
    public async Task Should_Call_A_Ticket_First_And_Leave_It_To_Whoever_Has_It_When_The_Time_Is_Over()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var agent = await host.AgentAsync(5, capacity: 1, isOnline: false);
        await host.TicketAsync(t => t.Priority = TicketPriority.Critical);
        var plain = await host.TicketAsync();
        await host.Host.DrainAsync();
        await DecideAsync(host, host.Admin, await RequestAsync(host, agent, plain), approve: true);
        await host.PresenceAsync(agent, isOnline: true, capacity: 1);
        await host.Host.DrainAsync();
        (await host.ReadAsync(plain)).AssigneeId.ShouldBe(agent);
        host.Host.Time.Advance(TimeSpan.FromHours(2));
        await host.Host.DrainAsync();
        (await host.ReadAsync(plain)).AssigneeId.ShouldBe(agent);
    }

    [Fact]
    public async Task Should_Stay_Few_And_Lapse_When_Nobody_Decides()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var agent = await host.AgentAsync(5, isOnline: false);
        var requests = new List<Guid>();
        for (var i = 0; i <= ExceptionRequest.MostAtOnce; i++)
        {
            requests.Add(await RequestAsync(host, agent, await CreateAsync(host), minutes: 1440));
        }

        foreach (var id in requests.Take(ExceptionRequest.MostAtOnce))
        {
            await DecideAsync(host, host.Admin, id, approve: true);
        }

        (await RefusedAsync(host, host.Admin, requests[^1])).ShouldBe(RoutingErrorCodes.TooManyExceptions);
        (
            await Should.ThrowAsync<BusinessException>(() => RequestAsync(host, agent, (ListAsync(host, host.Admin)).Result[0].TicketId))
        ).Code.ShouldBe(RoutingErrorCodes.ExceptionPending);
        host.Host.Time.Advance(TimeSpan.FromHours(24));
        await host.Host.DrainAsync();
        var states = (await ListAsync(host, host.Admin)).GroupBy(e => e.State).ToDictionary(e => e.Key, e => e.Count());
        states.ShouldBe(
            new Dictionary<ExceptionState, int> { [ExceptionState.Lapsed] = 1, [ExceptionState.Ended] = ExceptionRequest.MostAtOnce },
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task Should_Tell_Those_Who_Can_Decide_And_Then_Whoever_Waited()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var agent = await host.AgentAsync(3, isOnline: false);
        var asked = host.Host.Time.Now;
        var id = await RequestAsync(host, FakeUsers.Supervisor, await CreateAsync(host), agent);
        await host.Host.DrainAsync();
        var request = host.Told.Exceptions.Single();
        (request.State, request.Text, request.Until).ShouldBe(
            (ExceptionState.Requested, "The customer flies in two hours.", asked.AddHours(24))
        );
        request.NotifyUserIds.ShouldBe([FakeUsers.Boss], "who asked cannot decide");

        await DecideAsync(host, FakeUsers.Boss, id, approve: true);
        await host.Host.DrainAsync();
        var approved = host.Told.Exceptions.Last();
        (approved.State, approved.Until).ShouldBe((ExceptionState.Approved, asked.AddHours(1)));
        approved.NotifyUserIds.ShouldBe([FakeUsers.Supervisor, agent]);

        host.Host.Time.Advance(TimeSpan.FromHours(1));
        await host.Host.DrainAsync();
        host.Told.Exceptions.Count.ShouldBe(2, "that its time is over, its bearer was told before");
        await RequestAsync(host, FakeUsers.Supervisor, await CreateAsync(host));
        host.Host.Time.Advance(TimeSpan.FromHours(24));
        await host.Host.DrainAsync();
        var lapsed = host.Told.Exceptions.Last();
        (lapsed.State, lapsed.ByName).ShouldBe((ExceptionState.Lapsed, null));
        lapsed.NotifyUserIds.ShouldBe([FakeUsers.Supervisor]);
    }

    private static async Task<Guid> CreateAsync(RoutingTestHost host)
    {
        var ticket = await host.TicketAsync();
        await host.Host.DrainAsync();
        return ticket;
    }

    private static Task<Guid> RequestAsync(RoutingTestHost host, Guid who, Guid ticket, Guid? person = null, int minutes = 60) =>
        host.Host.RunAsAsync(
            RoutingTestHost.Tenant,
            who,
            "lead",
            p =>
                p.GetRequiredService<IExceptionAppService>()
                    .RequestAsync(
                        new RequestExceptionInput
                        {
                            TicketId = ticket,
                            Kind = person is null ? ExceptionKind.GoFirst : ExceptionKind.NamedPerson,
                            ForUserId = person,
                            Reason = "The customer flies in two hours.",
                            Minutes = minutes,
                        }
                    )
        );

    private static Task DecideAsync(RoutingTestHost host, Guid who, Guid id, bool approve, string role = "admin") =>
        host.Host.RunAsAsync(
            RoutingTestHost.Tenant,
            who,
            role,
            p => p.GetRequiredService<IExceptionAppService>().DecideAsync(new DecideExceptionInput { Id = id, Approve = approve })
        );

    private static async Task<string> RefusedAsync(RoutingTestHost host, Guid who, Guid id, string role = "admin") =>
        (await Should.ThrowAsync<BusinessException>(() => DecideAsync(host, who, id, approve: true, role))).Code;

    private static Task<IReadOnlyList<ExceptionDto>> ListAsync(RoutingTestHost host, Guid who) =>
        host.Host.RunAsAsync(RoutingTestHost.Tenant, who, "admin", p => p.GetRequiredService<IExceptionAppService>().GetListAsync());

    private static async Task CheckAsync(RoutingTestHost host, Guid ticket, Guid agent)
    {
        var snapshot = (await host.ReadAsync(ticket)).ToSnapshot();
        await host.RunAsync(p => p.GetRequiredService<IAssignmentGuard>().CheckAsync(snapshot, agent, isOwnChoice: true));
    }
}
