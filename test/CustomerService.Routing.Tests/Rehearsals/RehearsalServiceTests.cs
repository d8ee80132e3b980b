using System.Text.Json;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Fakes;
using CustomerService.Routing.Groups;
using CustomerService.Sla.Rehearsals;
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
            f => f.Tickets.ShouldBe(12),
            f => f.MedianWaitMinutes.ShouldBe(asWas.Really.MedianWaitMinutes, 1),
            f => f.LongestWaitMinutes.ShouldBe(asWas.Really.LongestWaitMinutes, 1)
        );
        asWas.Changed.LongestWaitMinutes.ShouldBe(asWas.AsItIs.LongestWaitMinutes);

        var withOneMore = await RunAsync(host, group, 1);
        withOneMore.Changed.LongestWaitMinutes.ShouldBeLessThan(asWas.AsItIs.LongestWaitMinutes / 1.5);
        withOneMore.Changed.Load.Single(l => l.Stars == 3).Mean.ShouldBeLessThan(asWas.AsItIs.Load.Single(l => l.Stars == 3).Mean);

        var withoutStars = await RunAsync(host, group, 0, input => input.Stars[agent] = 2);
        withoutStars.Changed.NotTaken.ShouldBe(12, "nobody is left who may take them");
        (await host.GroupAsync()).ShouldNotBeNull();
        (await host.RunAsync(p => p.GetRequiredService<AgentGroupManager>().GetAsync(group, default)))
            .StarsOf(agent)
            .ShouldBe(3, "nothing is changed by it");
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Show_Which_Promises_Other_Targets_Opening_Hours_And_People_Would_Break(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        var agent = await host.AgentAsync(3, capacity: 1);
        var group = (await host.GroupAsync()).Id;
        await WorkAsync(host, agent, group);
        await host.RunAsync(async p =>
        {
            var calendar = await p.GetRequiredService<CalendarMaker>().MakeAsync();
            await p.GetRequiredService<CalendarMaker>().PromiseAsync(calendar, minutes: 60);
        });

        // The nth waits n times ten minutes, and is answered five minutes later.
        var asItIs = await RunAsync(host, group, 0);
        asItIs.AsItIs.Promises.ShouldBe([new("FirstResponse", asItIs.AsItIs.Promises[0].PolicyId, "Standard", group, 6, 6)]);
        asItIs.Changed.Promises.ShouldBe(asItIs.AsItIs.Promises);
        asItIs.Changed.BrokenByHour.Select((share, hour) => (share, hour)).Where(x => x.share is not null).ShouldBe([(0, 9), (100, 10)]);
        asItIs.Really.Promises.ShouldBeEmpty("nothing was promised then");

        (await BrokenAsync(d => d.Policies[0].Targets[0].FirstResponseMinutes = 90)).ShouldBe((12, 3));
        (await BrokenAsync(d => d.Policies[0].IsActive = false)).ShouldBe((0, 0));
        (await BrokenAsync(d => d.Calendars[0].Week.First(x => x.Day == DayOfWeek.Monday).Windows[0].Start = new(11, 0))).ShouldBe(
            (12, 3),
            "those answered after noon"
        );
        (await BrokenAsync(_ => { }, more: 1)).ShouldBe((12, 0), "two work as fast as tickets come");
        (await BrokenAsync(_ => { }, input => input.Stars[agent] = 2)).ShouldBe((12, 12), "nobody takes any");

        // Left with whom it was, people and stars do not matter.
        (
            await BrokenAsync(d => d.Policies[0].Targets[0].FirstResponseMinutes = 90, input => input.Stars[agent] = 2, plays: false)
        ).ShouldBe((12, 3));

        async Task<(int All, int Broken)> BrokenAsync(
            Action<SlaDraftInput> change,
            Action<RehearseGroupInput>? people = null,
            int more = 0,
            bool plays = true
        )
        {
            var draft = await host.RunAsync(p => p.GetRequiredService<ISlaRehearsalIntegrationService>().GetDraftAsync());
            change(draft);
            var played = await RunAsync(host, group, more, people, promises: JsonSerializer.Serialize(draft), plays: plays);
            played.AsItIs.Promises.Sum(x => x.Broken).ShouldBe(6, "what holds is what it was");
            return (played.Changed.Promises.Sum(x => x.Kept + x.Broken), played.Changed.Promises.Sum(x => x.Broken));
        }
    }

    [Fact]
    public async Task Should_Tell_How_Far_It_Is_And_Stop_In_The_Middle()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var agent = await host.AgentAsync(3, capacity: 1);
        var group = (await host.GroupAsync()).Id;
        await WorkAsync(host, agent, group);
        var seen = new Told(_ => { });
        await RunAsync(host, group, 0, progress: seen);
        seen.Values.Select(v => Math.Round(v, 6)).ShouldBeInOrder();
        seen.Values[^1].ShouldBe(0.85, 0.16);
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() =>
            RunAsync(
                host,
                group,
                0,
                cancellationToken: stop.Token,
                progress: new Told(done =>
                {
                    if (done > 0.5)
                    {
                        stop.Cancel();
                    }
                })
            )
        );
    }

    [Fact]
    public async Task Should_Refuse_A_Period_That_Ends_Before_It_Begins_And_Stop_When_Asked_To()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var group = (await host.GroupAsync()).Id;
        (await Should.ThrowAsync<BusinessException>(() => RunAsync(host, group, 0, days: -1))).Code.ShouldBe(
            RoutingErrorCodes.PeriodInvalid
        );
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync(host, group, 0, cancellationToken: stopped.Token));
        (await RunAsync(host, group, 0)).Really.Tickets.ShouldBe(0);
    }

    /// <summary>A ticket every ten minutes, each worked on for twenty, by one person after the other.</summary>
    private static Task WorkAsync(RoutingTestHost host, Guid agent, Guid group) =>
        host.RunAsync(async p =>
        {
            var policy = (await p.GetRequiredService<AgentGroupManager>().GetAsync(group, default)).ToPolicy();
            var db = p.GetRequiredService<CustomerServiceDbContext>();
            var begin = host.Host.Time.Now.AddHours(-8);
            for (var i = 0; i <= 12; i++)
            {
                var ticket = new FakeTicket { CreatedAt = begin.AddMinutes(10 * i), GroupId = group };
                var route = new TicketRoute(ticket.ToSnapshot());
                route.Place(group, policy);
                if (i < 12)
                {
                    (ticket.AnsweredAt, ticket.SolvedAt) = (begin.AddMinutes((20 * i) + 5), begin.AddMinutes(20 * (i + 1)));
                    route.Assign(agent, 3, AssignmentReason.LowestSufficientStar, begin.AddMinutes(20 * i));
                    route.Finish(begin.AddMinutes(20 * (i + 1)));
                }

                db.AddRange(ticket, route);
            }
        });

    private static Task<RehearsalDto> RunAsync(
        RoutingTestHost host,
        Guid group,
        int more,
        Action<RehearseGroupInput>? change = null,
        int days = 1,
        CancellationToken cancellationToken = default,
        string? promises = null,
        IProgress<double>? progress = null,
        bool plays = true
    )
    {
        var input = new RehearseGroupInput
        {
            GroupId = group,
            OverflowMinutes = 10,
            Capacity = 1,
            ExtraPeople = [0, 0, more, 0, 0],
        };
        change?.Invoke(input);
        var from = new DateOnly(2026, 3, 2);
        return host.Host.RunAsAsync(
            RoutingTestHost.Tenant,
            host.Admin,
            "admin",
            p =>
                p.GetRequiredService<IRehearsalAppService>()
                    .RunAsync(
                        new RehearseInput
                        {
                            From = from,
                            To = from.AddDays(days),
                            Groups = [input],
                            Promises = promises,
                            PlaysAssignment = plays,
                        },
                        progress,
                        cancellationToken
                    )
        );
    }

    private sealed class Told(Action<double> then) : IProgress<double>
    {
        public List<double> Values { get; } = [];

        public void Report(double value)
        {
            Values.Add(value);
            then(value);
        }
    }
}
