using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Merging;

/// <summary>
/// What the customer filled in, also for tickets that were merged since: nobody is asked again for what stands in one
/// of them.
/// </summary>
internal sealed class MergedForms(CustomerServiceDbContext db) : ITransientDependency
{
    /// <returns>The ticket's own answers, then what the others say besides, marked with their numbers.</returns>
    /// <param name="numbers">Only what was filled in under these; null for all.</param>
    public async Task<IReadOnlyList<FieldValueDto>> ReadAsync(
        Ticket ticket,
        IReadOnlyList<long>? numbers,
        CancellationToken cancellationToken
    )
    {
        var all = FormValues.Read(ticket.Fields).ToList();
        var into = new List<Guid> { ticket.Id };
        while (into.Count > 0)
        {
            var merged = await db.Set<Ticket>()
                .AsNoTracking()
                .Where(t => t.MergedIntoId != null && into.Contains(t.MergedIntoId.Value))
                .OrderBy(t => t.Number)
                .Select(t => new
                {
                    t.Id,
                    t.Number,
                    t.Fields,
                })
                .ToListAsync(cancellationToken);
            foreach (
                var (number, field) in merged
                    .Where(t => numbers?.Contains(t.Number) != false)
                    .SelectMany(t => FormValues.Read(t.Fields).Select(f => (t.Number, f)))
            )
            {
                if (!all.Exists(f => f.Key == field.Key && f.Value == field.Value))
                {
                    all.Add(field with { Label = $"{field.Label} (#{number})" });
                }
            }

            into = merged.ConvertAll(t => t.Id);
        }

        return all;
    }
}
