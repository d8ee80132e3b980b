using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Fakes;
using CustomerService.Routing.Groups;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Rehearsals;

public sealed class RehearsalServiceTests
{
    [Fact]
    public async Task Should_Play_What_Happened_Again_And_Show_What_More_People_Would_Change()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var agent = await host.AgentAsync(3, capacity: 1);
        var group = (await host.GroupAsync()).Id;
        await WorkAsync(host, agent, group);

        var asWas = await RunAsync(host, group, 0);
        asWas.Really.Tickets.ShouldBe(12);
        asWas.LeftOut.ShouldBe(1, "one is not solved yet");
        asWas.AsItIs.ShouldSatisfyAllConditions(
            f => f.Tickets.ShouldBe(12), f => f.MedianWaitMinutes.ShouldBe(asWas.Really.MedianWaitMinutes, 1), f => f.LongestWaitMinutes.ShouldBe(asWas.Really.LongestWaitMinutes, 1));
        asWas.Changed.LongestWaitMinutes.ShouldBe(asWas.AsItIs.LongestWaitMinutes);

        var withOneMore = await RunAsync(host, group, 1);
        withOneMore.Changed.LongestWaitMinutes.ShouldBeLessThan(asWas.AsItIs.LongestWaitMinutes / 1.5);
        withOneMore.Changed.Load.Single(l => l.Stars == 3).Mean.ShouldBeLessThan(asWas.AsItIs.Load.Single(l => l.Stars == 3).Mean);

        var withoutStars = await RunAsync(host, group, 0, input => input.Stars[agent] = 2);
        withoutStars.Changed.NotTaken.ShouldBe(12, "nobody is left who may take them");
        (await host.GroupAsync()).ShouldNotBeNull();
        (await host.RunAsync(p => p.GetRequiredService<AgentGroupManager>().GetAsync(group, default))).StarsOf(agent).ShouldBe(3, "nothing is changed by it");
    }

    [Fact]
    public async Task Should_Refuse_A_Period_That_Ends_Before_It_Begins_And_Stop_When_Asked_To()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var group = (await host.GroupAsync()).Id;
        (await Should.ThrowAsync<BusinessException>(() => RunAsync(host, group, 0, days: -1))).Code.ShouldBe(RoutingErrorCodes.PeriodInvalid);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync(host, group, 0, cancellationToken: stopped.Token));
        (await RunAsync(host, group, 0)).Really.Tickets.ShouldBe(0);
    }

    /// <summary>A ticket every ten minutes, each worked on for twenty, by one person after the other.</summary>
    private static Task WorkAsync(RoutingTestHost host, Guid agent, Guid group) => host.RunAsync(async p =>
    {
        var policy = (await p.GetRequiredService<AgentGroupManager>().GetAsync(group, default)).ToPolicy();
        var db = p.GetRequiredService<CustomerServiceDbContext>();
        var begin = host.Host.Time.Now.AddHours(-8);
        for (var i = 0; i <= 12; i++)
        {
            var route = new TicketRoute(new FakeTicket { CreatedAt = begin.AddMinutes(10 * i) }.ToSnapshot());
            route.Place(group, policy);
            if (i < 12)
            {
                route.Assign(agent, 3, AssignmentReason.LowestSufficientStar, begin.AddMinutes(20 * i));
                route.Finish(begin.AddMinutes(20 * (i + 1)));
            }

            db.Add(route);
        }
    });

    private static Task<RehearsalDto> RunAsync(
        RoutingTestHost host, Guid group, int more, Action<RehearseGroupInput>? change = null, int days = 1, CancellationToken cancellationToken = default)
    {
        var input = new RehearseGroupInput { GroupId = group, OverflowMinutes = 10, Capacity = 1, ExtraPeople = [0, 0, more, 0, 0] };
        change?.Invoke(input);
        var from = new DateOnly(2026, 3, 2);
        return host.Host.RunAsAsync(RoutingTestHost.Tenant, host.Admin, "admin", p => p.GetRequiredService<IRehearsalAppService>().RunAsync(
            new RehearseInput { From = from, To = from.AddDays(days), Groups = [input] }, null, cancellationToken));
    }
}
