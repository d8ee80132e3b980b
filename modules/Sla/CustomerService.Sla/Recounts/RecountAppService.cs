using CustomerService.Framework.Application;
using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Recounts;

internal sealed class RecountAppService(CustomerServiceDbContext db) : IRecountAppService, IApplicationService
{
    [Authorize(SlaPermissions.Manage)]
    public async Task<RecountDto?> FindAsync(Guid subjectId, CancellationToken cancellationToken = default) =>
        (await db.Set<SlaRecount>().AsNoTracking().SingleOrDefaultAsync(x => x.SubjectId == subjectId, cancellationToken))?.ToDto();
}
