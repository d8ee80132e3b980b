using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Sla.Calendars;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Policies;

internal sealed class PolicyMatcher(CustomerServiceDbContext db, IUserIntegrationService users, ITicketIntegrationService tickets) : ITransientDependency
{
    public async Task<PolicyMatch?> FindAsync(TicketSnapshot ticket, CancellationToken cancellationToken)
    {
        var policies = await InOrderAsync(cancellationToken);
        return await MatchAsync(policies, await FactsAsync(policies, ticket, cancellationToken), cancellationToken);
    }

    public async Task<PolicyMatch?> FindAsync(TicketFacts ticket, CancellationToken cancellationToken) =>
        await MatchAsync(await InOrderAsync(cancellationToken), ticket, cancellationToken);

    /// <summary>Every policy in order with what keeps the ticket out; the first without is the ticket's.</summary>
    public async Task<IReadOnlyList<(SlaPolicy Policy, PolicyCondition? Misfit)>> ExplainAsync(TicketSnapshot ticket, CancellationToken cancellationToken)
    {
        var policies = await InOrderAsync(cancellationToken);
        return Explain(policies, await FactsAsync(policies, ticket, cancellationToken));
    }

    public async Task<IReadOnlyList<(SlaPolicy Policy, PolicyCondition? Misfit)>> ExplainAsync(TicketFacts ticket, CancellationToken cancellationToken) =>
        Explain(await InOrderAsync(cancellationToken), ticket);

    public async Task<CustomerTier> TierAsync(Guid? customerId, CancellationToken cancellationToken) =>
        customerId is { } id ? (await users.FindAsync(id, cancellationToken))?.Tier ?? CustomerTier.Standard : CustomerTier.Standard;

    public static SlaPolicy? First(IEnumerable<SlaPolicy> inOrder, TicketFacts ticket) => inOrder.FirstOrDefault(x => x.Misfit(ticket) is null);

    private static List<(SlaPolicy Policy, PolicyCondition? Misfit)> Explain(IEnumerable<SlaPolicy> inOrder, TicketFacts ticket) =>
        [.. inOrder.Select(x => (x, x.Misfit(ticket)))];

    private async Task<PolicyMatch?> MatchAsync(IEnumerable<SlaPolicy> inOrder, TicketFacts ticket, CancellationToken cancellationToken) =>
        First(inOrder, ticket) is { } policy ? new PolicyMatch(policy, ticket, await CalendarAsync(policy, ticket, cancellationToken)) : null;

    private async Task<Guid> CalendarAsync(SlaPolicy policy, TicketFacts ticket, CancellationToken cancellationToken)
    {
        if (policy.KeepsCalendar || ticket.GroupId is not { } group)
        {
            return policy.CalendarId;
        }

        var calendars = await db.Set<BusinessCalendar>().OrderBy(x => x.Id).Select(x => new { x.Id, x.GroupIds }).ToListAsync(cancellationToken);
        return calendars.Find(x => x.GroupIds.Contains(group))?.Id ?? policy.CalendarId;
    }

    private Task<List<SlaPolicy>> InOrderAsync(CancellationToken cancellationToken) =>
        db.Set<SlaPolicy>().AsNoTracking().OrderBy(x => x.Order).ThenBy(x => x.Id).ToListAsync(cancellationToken);

    // Tier and tags are asked for only where a policy looks at them.
    private async Task<TicketFacts> FactsAsync(List<SlaPolicy> policies, TicketSnapshot ticket, CancellationToken cancellationToken) => new(
        ticket.RequestTypeId, ticket.Priority, ticket.Channel,
        policies.Exists(x => x.Tiers.Count > 0) ? await TierAsync(ticket.RequesterId, cancellationToken) : CustomerTier.Standard,
        ticket.GroupId,
        policies.Exists(x => x.Tags.Count > 0) ? await tickets.GetTagsAsync(ticket.Id, cancellationToken) : []);
}
