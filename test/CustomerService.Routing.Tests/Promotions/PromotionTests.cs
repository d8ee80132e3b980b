using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Promotions;

public sealed class PromotionTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("all goals met", 40, 36, 60, 4.5, 4, true)]
    [InlineData("too many came back", 40, 35, 60, 4.5, 4, false)]
    [InlineData("too slow to answer", 40, 40, 61, 4.5, 4, false)]
    [InlineData("not satisfied enough", 40, 40, 60, 4.4, 4, false)]
    [InlineData("too few to judge", 29, 29, 60, 4.5, 4, false)]
    [InlineData("there are no six stars", 40, 40, 10, 5.0, 5, false)]
    public void Should_Propose_By_Figures(
        string situation,
        int tickets,
        int good,
        int seconds,
        double satisfaction,
        int stars,
        bool expected
    )
    {
        var facts = Enumerable
            .Range(0, tickets)
            .Select(i => new TicketFact(
                Now.AddDays(-2),
                Now.AddDays(-2).AddSeconds(seconds),
                Now.AddDays(-1),
                i >= good,
                i < 10 ? (i < satisfaction * 10 - 40 ? 5 : 4) : null
            ));
        PromotionRule.IsEnough(PromotionRule.Figures(facts, Now), stars).ShouldBe(expected, situation);
    }

    [Fact]
    public void Should_Not_Count_What_Is_Still_Being_Worked_On()
    {
        var solved = Enumerable.Repeat(new TicketFact(Now.AddDays(-3), null, Now, false, null), 9);
        var young = new TicketFact(Now.AddDays(-6), null, null, false, null);
        var old = new TicketFact(Now.AddDays(-8), null, null, false, null);
        PromotionRule.Figures([.. solved, young], Now).ResolutionRate.ShouldBe(1);
        PromotionRule.Figures([.. solved, old], Now).ResolutionRate.ShouldBe(0.9);
    }

    [Fact]
    public async Task Should_Be_Decided_Once_By_A_Lead_Who_Is_Somebody_Else()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var (agent, lead, otherLead) = (
            await host.AgentAsync(3),
            await host.AgentAsync(5, isLead: true, isOnline: false),
            await host.AgentAsync(5, group: "billing", isLead: true)
        );
        await WorkWellAsync(host, agent);
        await ProposeAsync(host);
        await ProposeAsync(host);

        var found = await AsAsync(host, lead, x => x.GetAsync());
        var proposal = found.Proposals.ShouldHaveSingleItem("asked once, however often the figures are looked at");
        (proposal.UserId, proposal.FromStars, proposal.ToStars, proposal.State, proposal.MayDecide).ShouldBe(
            (agent, 3, 4, ProposalState.Open, true)
        );
        (proposal.Figures.Tickets, proposal.Figures.ResolutionRate, proposal.Figures.Satisfaction).ShouldBe((30, 1.0, 5.0));
        (await AsAsync(host, otherLead, x => x.GetAsync())).Proposals.ShouldBeEmpty("it is not their group");
        (await RefusedAsync(host, otherLead, proposal.Id)).ShouldBe(RoutingErrorCodes.ProposalNotFound);

        await AsAsync(host, lead, x => DecideAsync(x, proposal.Id, accept: true));
        (await RefusedAsync(host, lead, proposal.Id)).ShouldBe(RoutingErrorCodes.ProposalDecided);
        var after = await AsAsync(host, lead, x => x.GetAsync());
        after.Figures.Single(f => f.UserId == agent).Stars.ShouldBe(4);
        var past = after.Proposals.Single();
        (past.State, past.DecidedByName, past.Note).ShouldBe((ProposalState.Accepted, "韩梅梅", "well done"));
    }

    [Fact]
    public async Task Should_Not_Ask_Again_Soon_After_A_No_Nor_Let_Anybody_Decide_About_Himself()
    {
        await using var host = await RoutingTestHost.CreateAsync();
        var lead = await host.AgentAsync(4, isLead: true);
        await WorkWellAsync(host, lead);
        await ProposeAsync(host);
        var proposal = (await AsAsync(host, lead, x => x.GetAsync())).Proposals.Single();
        proposal.MayDecide.ShouldBeFalse();
        (await RefusedAsync(host, lead, proposal.Id)).ShouldBe(RoutingErrorCodes.NotAboutYourself);
        await AsAsync(host, host.Admin, x => DecideAsync(x, proposal.Id, accept: false));
        await ProposeAsync(host);
        (await AsAsync(host, host.Admin, x => x.GetAsync())).Proposals.Count.ShouldBe(1);
        (await AsAsync(host, host.Admin, x => x.GetAsync()))
            .Figures.Single(f => f.UserId == lead && f.GroupName == "Support")
            .Stars.ShouldBe(4);
    }

    /// <summary>Thirty tickets, answered at once, solved, rated five.</summary>
    private static Task WorkWellAsync(RoutingTestHost host, Guid agent) =>
        host.RunAsync(async p =>
        {
            var group = (await p.GetRequiredService<Groups.IRoutingIntegrationService>().GetGroupsAsync())
                .Single(g => g.Key == "support")
                .Id;
            var policy = (await p.GetRequiredService<Groups.AgentGroupManager>().GetAsync(group, default)).ToPolicy();
            var db = p.GetRequiredService<CustomerServiceDbContext>();
            for (var i = 0; i < 30; i++)
            {
                var at = host.Host.Time.Now.AddDays(-5).AddHours(i);
                var route = new TicketRoute(new FakeTicket { CreatedAt = at }.ToSnapshot());
                route.Place(group, policy);
                route.Assign(agent, 3, AssignmentReason.LowestSufficientStar, at);
                route.Finish(at.AddHours(1));
                db.Add(route);
                db.Entry(route).Property(r => r.FirstResponseAt).CurrentValue = at.AddSeconds(30);
                db.Entry(route).Property(r => r.Rating).CurrentValue = 5;
            }
        });

    private static Task ProposeAsync(RoutingTestHost host) =>
        host.RunAsync(p => p.GetRequiredService<PromotionManager>().ProposeAsync(default));

    private static Task<T> AsAsync<T>(RoutingTestHost host, Guid who, Func<IPromotionAppService, Task<T>> call) =>
        host.Host.RunAsAsync(
            RoutingTestHost.Tenant,
            who,
            who == host.Admin ? "admin" : "lead",
            p => call(p.GetRequiredService<IPromotionAppService>())
        );

    private static async Task<bool> DecideAsync(IPromotionAppService service, Guid id, bool accept)
    {
        await service.DecideAsync(
            new DecideProposalInput
            {
                Id = id,
                Accept = accept,
                Note = "well done",
            }
        );
        return true;
    }

    private static async Task<string> RefusedAsync(RoutingTestHost host, Guid who, Guid id) =>
        (await Should.ThrowAsync<BusinessException>(() => AsAsync(host, who, x => DecideAsync(x, id, accept: true)))).Code;
}
