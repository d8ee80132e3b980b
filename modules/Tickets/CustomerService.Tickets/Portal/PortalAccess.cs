using System.Linq.Expressions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Portal;

/// <summary>How much of a ticket somebody sees who reaches it.</summary>
/// <param name="CurrentId">Where the story goes on.</param>
/// <param name="ShownId">
/// The ticket that is shown: <paramref name="CurrentId"/>, or the one that the link is for when that one's merged ticket is not open to it.
/// </param>
/// <param name="Sources">The numbers under which what is shown was written; null for all.</param>
/// <param name="IsProven">False: he sees only what was written before anybody proved the address.</param>
internal sealed record PortalSight(
    Guid CurrentId,
    long CurrentNumber,
    Guid ShownId,
    long ShownNumber,
    IReadOnlyList<long>? Sources,
    bool IsProven
)
{
    /// <summary>The link leads to a ticket whose story went on in one that is not open to it.</summary>
    public bool IsPart => CurrentId != ShownId;

    /// <summary>Which messages of the current ticket are shown.</summary>
    public Expression<Func<TicketMessage, bool>> Shows
    {
        get
        {
            var (current, number, all, proven, sources) = (CurrentId, CurrentNumber, Sources is null, IsProven, Sources ?? []);
            return m => m.TicketId == current && m.IsPublic && (proven || m.IsUnproven) && (all || sources.Contains(m.Origin ?? number));
        }
    }

    /// <exception cref="BusinessException">What is asked for waits until the address is proven.</exception>
    public void RequireProof()
    {
        if (!IsProven || IsPart)
        {
            throw new BusinessException(TicketErrorCodes.AddressNotConfirmed) { Kind = ErrorKind.Forbidden };
        }
    }
}

/// <summary>
/// Decides what a customer's session reaches: signed in by the mailbox, everything that was asked under the address; by the link of a
/// ticket, that ticket, and the ones merged with it whose requester is proven as well; by the link that a filer gets at
/// once, his own words.
/// </summary>
internal sealed class PortalAccess(CustomerServiceDbContext db, TicketManager tickets, TicketActors actors, ICurrentUser user)
    : ITransientDependency
{
    /// <summary>Set for whoever came by the link of one ticket: he is nobody beyond it.</summary>
    public Guid? OnlyTicket =>
        user.Principal?.FindFirst(IdentityClaims.OnlyTicket) is { } claim
            ? Guid.TryParse(claim.Value, out var id)
                ? id
                : Guid.Empty
            : null;

    public bool IsUnproven => user.Principal?.FindFirst(IdentityClaims.Unproven) is not null;

    /// <summary>
    /// One's own ticket, or the one it was merged into; for everybody else, and for other tickets of a link's visitor, it does not exist.
    /// </summary>
    public async Task<PortalSight> FindAsync(long number, CancellationToken cancellationToken)
    {
        var me = actors.UserId;
        var id = await db.Set<Ticket>()
            .Where(t => t.Number == number && t.RequesterId == me)
            .Select(t => (Guid?)t.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return await SeeAsync(id ?? throw TicketManager.NotFound(), cancellationToken) ?? throw TicketManager.NotFound();
    }

    /// <returns>null when the session does not reach the ticket, which is the visitor's own.</returns>
    public async Task<PortalSight?> SeeAsync(Guid ticketId, CancellationToken cancellationToken)
    {
        var current = await tickets.ResolveAsync(ticketId, cancellationToken);
        if (OnlyTicket is not { } only)
        {
            return new PortalSight(current, await NumberAsync(current), current, await NumberAsync(current), null, true);
        }

        if (await tickets.ResolveAsync(only, cancellationToken) != current)
        {
            return null;
        }

        var family = await FamilyAsync(current, cancellationToken);
        var own = family.First(t => t.Id == only);
        var head = family.First(t => t.Id == current);
        var open = IsUnproven ? [own] : family.Where(t => t.IsProven || t.Id == only).ToList();
        var shown = open.Exists(t => t.Id == current) ? head : own;
        return new PortalSight(current, head.Number, shown.Id, shown.Number, open.ConvertAll(t => t.Number), !IsUnproven);

        Task<long> NumberAsync(Guid id) => db.Set<Ticket>().Where(t => t.Id == id).Select(t => t.Number).FirstAsync(cancellationToken);
    }

    /// <summary>The ticket and all that have gone on in it.</summary>
    private async Task<List<Member>> FamilyAsync(Guid current, CancellationToken cancellationToken)
    {
        var family = await db.Set<Ticket>()
            .Where(t => t.Id == current)
            .Select(t => new Member(t.Id, t.Number, t.IsRequesterProven))
            .ToListAsync(cancellationToken);
        var into = new List<Guid> { current };
        while (into.Count > 0)
        {
            var merged = await db.Set<Ticket>()
                .Where(t => t.MergedIntoId != null && into.Contains(t.MergedIntoId.Value))
                .Select(t => new Member(t.Id, t.Number, t.IsRequesterProven))
                .ToListAsync(cancellationToken);
            family.AddRange(merged);
            into = merged.ConvertAll(t => t.Id);
        }

        return family;
    }

    private sealed record Member(Guid Id, long Number, bool IsProven);
}
