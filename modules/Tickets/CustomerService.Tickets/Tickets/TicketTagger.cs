using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Tickets.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Tickets;

/// <summary>The tags of one ticket.</summary>
internal sealed class TicketTagger(CustomerServiceDbContext db, TimeProvider time) : ITransientDependency
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task SetAsync(
        Ticket ticket,
        IEnumerable<string> add,
        IEnumerable<string> remove,
        TicketActor actor,
        CancellationToken cancellationToken
    )
    {
        var present = await db.Set<TicketTag>().Where(t => t.TicketId == ticket.Id).ToListAsync(cancellationToken);
        foreach (var tag in present.Where(t => remove.Select(TicketTag.Clean).Contains(t.Name)).ToList())
        {
            db.Remove(tag);
            present.Remove(tag);
            ticket.RecordTag(tag.Name, false, actor, Now);
        }

        var added = add.Select(t => TicketTag.Clean(TextCleaner.CleanLine(t)))
            .Where(t => t.Length > 0)
            .Distinct()
            .Except(present.Select(t => t.Name))
            .ToList();
        if (present.Count + added.Count > TicketLimits.Tags)
        {
            throw new BusinessException(TicketErrorCodes.TooManyTags).WithData("Max", TicketLimits.Tags);
        }

        foreach (var name in added)
        {
            db.Add(new TicketTag(ticket.Id, ticket.Number, name));
            ticket.RecordTag(name, true, actor, Now);
        }

        await TicketTagName.RememberAsync(db, added, cancellationToken);
    }
}
