using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Recounts;

internal sealed class RecountAppService(CustomerServiceDbContext db) : IRecountAppService
{
    [Authorize(SlaPermissions.Manage)]
    public async Task<RecountDto?> FindAsync(Guid subjectId, CancellationToken cancellationToken = default)
    {
        var all = await db.Set<SlaRecount>()
            .AsNoTracking()
            .Where(x => x.SubjectId == subjectId || x.CalendarId == subjectId)
            .ToListAsync(cancellationToken);
        return all.Count == 0 ? null : SlaRecount.ToDto(all.FindAll(x => x.StartedAt == all.Max(y => y.StartedAt)));
    }
}
