using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Sla.Calendars;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Policies;

internal sealed class PolicyMatcher(CustomerServiceDbContext db, IUserIntegrationService users, ITicketIntegrationService tickets)
    : ITransientDependency
{
    public async Task<PolicyMatch?> FindAsync(TicketFacts ticket, CancellationToken cancellationToken) =>
        (await ReadAsync(cancellationToken)).Match(ticket);

    /// <summary>Every policy in order with what keeps the ticket out; the first without is the ticket's.</summary>
    public async Task<IReadOnlyList<(SlaPolicy Policy, PolicyCondition? UnmetCondition)>> ExplainAsync(
        TicketSnapshot ticket,
        CancellationToken cancellationToken
    )
    {
        var book = await ReadAsync(cancellationToken);
        return Explain(book.InOrder, (await FactsAsync(book, [ticket], cancellationToken))[ticket.Id]);
    }

    public async Task<IReadOnlyList<(SlaPolicy Policy, PolicyCondition? UnmetCondition)>> ExplainAsync(
        TicketFacts ticket,
        CancellationToken cancellationToken
    ) => Explain(await InOrderAsync(cancellationToken), ticket);

    public async Task<CustomerTier> TierAsync(Guid? customerId, CancellationToken cancellationToken) =>
        customerId is { } id ? (await users.FindAsync(id, cancellationToken))?.Tier ?? CustomerTier.Standard : CustomerTier.Standard;

    public static SlaPolicy? First(IEnumerable<SlaPolicy> inOrder, TicketFacts ticket) =>
        inOrder.FirstOrDefault(x => x.UnmetCondition(ticket) is null);

    private static List<(SlaPolicy Policy, PolicyCondition? UnmetCondition)> Explain(IEnumerable<SlaPolicy> inOrder, TicketFacts ticket) =>
        [.. inOrder.Select(x => (x, x.UnmetCondition(ticket)))];

    /// <summary>For many tickets, one after the other.</summary>
    public async Task<PolicySet> ReadAsync(CancellationToken cancellationToken)
    {
        var calendars = await db.Set<BusinessCalendar>()
            .OrderBy(x => x.Id)
            .Select(x => new { x.Id, x.GroupIds })
            .ToListAsync(cancellationToken);
        return new PolicySet(await InOrderAsync(cancellationToken), calendars.Select(x => (x.Id, x.GroupIds)));
    }

    /// <summary>What the policies of the book look at, of each ticket.</summary>
    public async Task<IReadOnlyDictionary<Guid, TicketFacts>> FactsAsync(
        PolicySet book,
        IReadOnlyCollection<TicketSnapshot> of,
        CancellationToken cancellationToken
    )
    {
        var people = book.InOrder.Any(x => x.Tiers.Count > 0)
            ? await users.GetManyAsync([.. of.Select(x => x.RequesterId).Distinct()], cancellationToken)
            : null;
        var tags = book.InOrder.Any(x => x.Tags.Count > 0)
            ? await tickets.GetTagsAsync([.. of.Select(x => x.Id)], cancellationToken)
            : null;
        return of.ToDictionary(
            x => x.Id,
            x => new TicketFacts(
                x.RequestTypeId,
                x.Priority,
                x.Channel,
                people?.GetValueOrDefault(x.RequesterId)?.Tier ?? CustomerTier.Standard,
                x.GroupId,
                tags?.GetValueOrDefault(x.Id) ?? []
            )
        );
    }

    private Task<List<SlaPolicy>> InOrderAsync(CancellationToken cancellationToken) =>
        db.Set<SlaPolicy>().AsNoTracking().OrderBy(x => x.Order).ThenBy(x => x.Id).ToListAsync(cancellationToken);
}
