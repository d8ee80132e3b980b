using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Texts;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Tickets;

/// <summary>A tag on a ticket. Carries the number, so that the newest of a tag are found in the index.</summary>
internal sealed class TicketTag : TenantEntity
{
    private TicketTag() { }

    public TicketTag(Guid ticketId, long number, string name) => (TicketId, Number, Name) = (ticketId, number, name);

    public Guid TicketId { get; private set; }

    public long Number { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Tags differ by their words, not by case or spaces around them.</summary>
    public static string Clean(string name)
    {
        var trimmed = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        return WellFormed.Cut(trimmed, TicketLimits.Tag);
    }
}

/// <summary>Somebody who wants to hear of each step, or (<see cref="IsMuted"/>) a requester who does not.</summary>
internal sealed class TicketWatcher : TenantEntity
{
    private TicketWatcher() { }

    public TicketWatcher(Guid ticketId, Guid userId) => (TicketId, UserId) = (ticketId, userId);

    public Guid TicketId { get; private set; }

    public Guid UserId { get; private set; }

    public bool IsMuted { get; set; }
}

/// <summary>What an agent has written and not sent; one row per agent and ticket.</summary>
internal sealed class TicketDraft : TenantEntity
{
    private TicketDraft() { }

    public TicketDraft(Guid ticketId, Guid userId) => (TicketId, UserId) = (ticketId, userId);

    public Guid TicketId { get; private set; }

    public Guid UserId { get; private set; }

    public string Reply { get; set; } = "";

    public string Note { get; set; } = "";

    public DateTime SavedAt { get; set; }

    public void Append(TicketDraft other)
    {
        (Reply, Note) = (Join(Reply, other.Reply), Join(Note, other.Note));
        SavedAt = other.SavedAt > SavedAt ? other.SavedAt : SavedAt;

        static string Join(string one, string two)
        {
            var text = one.Length == 0 || two.Length == 0 ? one + two : $"{one}\n\n{two}";
            return WellFormed.Cut(text, TicketLimits.Body);
        }
    }

    public bool IsEmpty => Reply.Length == 0 && Note.Length == 0;
}

/// <summary>A tag that was used or suggested, for the pickers; so that nobody counts all tickets to offer a list.</summary>
internal sealed class TicketTagName : CustomerService.Framework.MultiTenancy.IMultiTenant
{
    private TicketTagName() { }

    public TicketTagName(string name) => Name = name;

    public Guid TenantId { get; private set; }

    public string Name { get; private set; } = "";

    public static async Task RememberAsync(
        CustomerServiceDbContext db,
        IReadOnlyCollection<string> names,
        CancellationToken cancellationToken
    )
    {
        foreach (var name in names)
        {
            await db.Database.ExecuteSqlAsync(
                $"""insert into "TicketTagNames" ("TenantId", "Name") values ({db.TenantKey}, {name}) on conflict do nothing""",
                cancellationToken
            );
        }
    }
}
