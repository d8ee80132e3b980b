using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Policies;

internal sealed class PolicyMatcher(CustomerServiceDbContext db) : ITransientDependency
{
    public async Task<SlaPolicy?> FindAsync(Guid? requestTypeId, TicketPriority priority, CancellationToken cancellationToken) =>
        First(await db.Set<SlaPolicy>().AsNoTracking().OrderBy(x => x.Order).ThenBy(x => x.Id).ToListAsync(cancellationToken), requestTypeId, priority);

    public static SlaPolicy? First(IEnumerable<SlaPolicy> inOrder, Guid? requestTypeId, TicketPriority priority) =>
        inOrder.FirstOrDefault(x => x.Matches(requestTypeId, priority));
}
