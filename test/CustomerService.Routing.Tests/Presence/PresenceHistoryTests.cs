using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Routing.Fakes;
using CustomerService.Routing.Groups;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Presence;

public sealed class PresenceHistoryTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Know_Who_Was_Online_When_Also_By_Silence_And_Until_Now(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        var agent = await host.AgentAsync(3, isOnline: false);
        var begin = host.Host.Time.Now;
        await GoOnlineAsync(host, agent);
        for (var i = 0; i < 5; i++)
        {
            host.Host.Time.Advance(TimeSpan.FromMinutes(1));
            await HeartbeatAsync(host, agent);
            await host.Host.DrainAsync();
        }

        // Nothing is heard any more: away after three minutes, offline after thirty.
        host.Host.Time.Advance(TimeSpan.FromMinutes(55));
        await host.Host.DrainAsync();
        await HeartbeatAsync(host, agent);
        host.Host.Time.Advance(TimeSpan.FromMinutes(2));

        var known = await ReadAsync(host, agent, begin.AddDays(-1), begin.AddDays(1));
        known.Since.ShouldBe(begin);
        Minutes(known).ShouldBe([(0, 8), (60, 62)]);
        Minutes(await ReadAsync(host, agent, begin.AddMinutes(5), begin.AddMinutes(61))).ShouldBe([(5, 8), (60, 61)]);
        (await ReadAsync(host, agent, begin.AddMinutes(10), begin.AddMinutes(50))).Online.ShouldBeEmpty();

        List<(int, int)> Minutes(KnownPresence presence) =>
            [.. presence.Online.Select(o => ((int)(o.From - begin).TotalMinutes, (int)(o.To - begin).TotalMinutes))];
    }

    [Fact]
    public async Task Should_Take_Over_What_An_Import_Knows_Unless_Something_Was_Recorded_Here()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var agent = await host.AgentAsync(3, isOnline: false);
        var now = host.Host.Time.Now;
        await RecallAsync(new PresenceTime(now.AddHours(-3), now.AddHours(-2)), new PresenceTime(now.AddHours(-30), now.AddHours(-22)));
        await GoOnlineAsync(host, agent);
        host.Host.Time.Advance(TimeSpan.FromHours(1));
        await RecallAsync(new PresenceTime(now.AddHours(-50), now.AddHours(-40)));

        var known = await ReadAsync(host, agent, now.AddDays(-3), now.AddDays(1));
        known.Since.ShouldBe(now.AddHours(-30));
        known.Online.ShouldBe([
            new(now.AddHours(-30), now.AddHours(-22)),
            new(now.AddHours(-3), now.AddHours(-2)),
            new(now, now.AddHours(1)),
        ]);

        Task RecallAsync(params PresenceTime[] online) =>
            host.RunAsync(p => p.GetRequiredService<IRoutingIntegrationService>().RecallPresenceAsync(agent, online));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Show_A_Lead_The_Last_Seven_Days_On_The_Companys_Clocks(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);

        // It is Monday, 17:00 in Shanghai.
        var agent = await host.AgentAsync(3);
        await ChangeAsync(1, false);
        await ChangeAsync(5.5, true);
        await ChangeAsync(1, false);
        await ChangeAsync(9, true);
        host.Host.Time.Advance(TimeSpan.FromMinutes(90));

        var week = await host.Host.RunAsAsync(
            RoutingTestHost.Tenant,
            host.Admin,
            "lead",
            p => p.GetRequiredService<IPresenceAppService>().GetWeekAsync()
        );
        week.Days.ShouldBe([.. Enumerable.Range(0, 7).Select(i => new DateOnly(2026, 3, 3).AddDays(-i))]);
        var person = week.People.Single(p => p.UserId == agent);
        (person.State, person.Since).ShouldBe((PresenceState.Online, host.Host.Time.Now.AddMinutes(-90)));
        (person.Days[0]!.Online, person.Days[1]!.Online).ShouldBe((TimeSpan.FromHours(2), TimeSpan.FromHours(1.5)));
        person.Days[0]!.Stretches.ShouldBe([new(new(0, 0), new(0, 30), 0, 0.5 / 24), new(new(9, 30), new(11, 0), 9.5 / 24, 11 / 24d)]);
        person.Days[1]!.Stretches.ShouldBe([new(new(17, 0), new(18, 0), 17 / 24d, 18 / 24d), new(new(23, 30), new(0, 0), 23.5 / 24, 1)]);
        person.Days.Skip(2).ShouldAllBe(d => d == null, "nobody wrote it down then");
        await Should.ThrowAsync<BusinessException>(() =>
            host.Host.RunAsAsync(RoutingTestHost.Tenant, agent, "agent", p => p.GetRequiredService<IPresenceAppService>().GetWeekAsync())
        );

        Task ChangeAsync(double hours, bool isOnline)
        {
            host.Host.Time.Advance(TimeSpan.FromHours(hours));
            return host.PresenceAsync(agent, isOnline);
        }
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Take_Changes_Of_Several_Desks_At_Once_And_Write_Each_Once(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        var agent = await host.AgentAsync(3);
        host.Host.Time.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .SelectMany(_ =>
                    new[] { HeartbeatAsync(host, agent), host.RunAsync(p => AwayAsync(p.GetRequiredService<PresenceManager>())) }
                )
        );
        (await host.ReadAllAsync<PresenceInterval>()).ShouldHaveSingleItem().State.ShouldBe(PresenceState.Online);

        async Task AwayAsync(PresenceManager presences) =>
            (await presences.GetOrCreateAsync(agent, default)).Choose(PresenceState.Away, host.Host.Time.Now);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Begin_With_Two_Desks_At_Once(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        var agent = await host.AgentAsync(3);
        await host.RunAsync(p => p.GetRequiredService<CustomerServiceDbContext>().Set<AgentPresence>().ExecuteDeleteAsync());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => HeartbeatAsync(host, agent)));
        (await host.ReadAllAsync<AgentPresence>()).ShouldHaveSingleItem().LastSeen.ShouldBe(host.Host.Time.Now);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Forget_After_Thirteen_Months(DatabaseProvider provider)
    {
        await using var host = await RoutingTestHost.CreateAsync(provider);
        var agent = await host.AgentAsync(3);
        host.Host.Time.Advance(TimeSpan.FromHours(1));
        await host.PresenceAsync(agent, isOnline: false);
        host.Host.Time.Advance(PresenceInterval.Lifetime);
        await host.PresenceAsync(agent, isOnline: true);
        await CleanAsync(host);
        (await host.ReadAllAsync<PresenceInterval>()).Length.ShouldBe(2, "it ended not longer ago than that");
        host.Host.Time.Advance(TimeSpan.FromSeconds(1));
        await CleanAsync(host);
        (await host.ReadAllAsync<PresenceInterval>()).ShouldHaveSingleItem().State.ShouldBe(PresenceState.Offline);
    }

    private static Task CleanAsync(RoutingTestHost host) => host.Host.Services.GetRequiredService<PresenceCleanup>().DoWorkAsync();

    private static Task GoOnlineAsync(RoutingTestHost host, Guid agent) =>
        host.Host.RunAsAsync(
            RoutingTestHost.Tenant,
            agent,
            "agent",
            p => p.GetRequiredService<IPresenceAppService>().SetAsync(new SetPresenceInput { State = PresenceState.Online })
        );

    private static Task HeartbeatAsync(RoutingTestHost host, Guid agent) =>
        host.Host.RunAsAsync(RoutingTestHost.Tenant, agent, "agent", p => p.GetRequiredService<IPresenceAppService>().HeartbeatAsync());

    private static Task<KnownPresence> ReadAsync(RoutingTestHost host, Guid agent, DateTime from, DateTime to) =>
        host.RunAsync(async p =>
        {
            var people = await p.GetRequiredService<CustomerServiceDbContext>().Set<AgentPresence>().AsNoTracking().ToListAsync();
            return (await p.GetRequiredService<PresenceHistory>().ReadAsync(people, from, to, default))[agent];
        });
}
