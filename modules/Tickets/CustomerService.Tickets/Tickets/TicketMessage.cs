using CustomerService.Framework.Entities;

namespace CustomerService.Tickets.Tickets;

/// <summary>
/// What somebody said: to everybody on the ticket, or to colleagues only. Never changed, never removed; a merge takes
/// it along.
/// </summary>
internal sealed class TicketMessage : TenantEntity
{
    private TicketMessage() { }

    public TicketMessage(Guid ticketId, TicketActor author, string body, bool isPublic, DateTime at)
    {
        (TicketId, AuthorId, AuthorName, IsByStaff, Source) = (ticketId, author.Id, author.Name, author.IsStaff, author.Source);
        (Body, IsPublic, At, IsUnproven) = (body, isPublic, at, !author.IsProven);
    }

    public Guid TicketId { get; private set; }

    public Guid? AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public bool IsByStaff { get; private set; }

    public bool IsPublic { get; private set; }

    /// <summary>As it was written: plain text by customers, Markdown by staff.</summary>
    public string Body { get; private set; } = "";

    public DateTime At { get; private set; }

    /// <summary>The number of the ticket it was written in, when that was merged into this one.</summary>
    public long? Origin { get; private set; }

    /// <summary>Whoever wrote it had not shown that the requester's address is his.</summary>
    public bool IsUnproven { get; private set; }

    public TicketSource Source { get; private set; }

    /// <summary>Written in a ticket that has gone on in this one.</summary>
    public void WrittenIn(long number) => Origin = number;

    /// <summary>Its words are found; set by the indexer.</summary>
    public bool IsIndexed { get; private set; }
}
