using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Recounts;

[Authorize(SlaPermissions.Manage)]
internal sealed class RecountAppService(CustomerServiceDbContext db, RecountManager recounts) : IRecountAppService
{
    public async Task<RecountDto?> FindAsync(Guid subjectId, CancellationToken cancellationToken = default)
    {
        var latest = Latest(await Passes(subjectId).AsNoTracking().ToListAsync(cancellationToken));
        return latest.Count == 0 ? null : SlaRecount.ToDto(latest);
    }

    public async Task StopAsync(Guid subjectId, CancellationToken cancellationToken = default)
    {
        foreach (var pass in Latest(await Passes(subjectId).ToListAsync(cancellationToken)).FindAll(x => x.IsUnderWay))
        {
            recounts.Stop(pass);
        }
    }

    public async Task ContinueAsync(Guid subjectId, CancellationToken cancellationToken = default)
    {
        foreach (var pass in Latest(await Passes(subjectId).ToListAsync(cancellationToken)).FindAll(x => x.StoppedAt is not null))
        {
            await recounts.ContinueAsync(pass, cancellationToken);
        }
    }

    private IQueryable<SlaRecount> Passes(Guid subjectId) =>
        db.Set<SlaRecount>().Where(x => x.SubjectId == subjectId || x.CalendarId == subjectId);

    /// <summary>Those of one edit began at one instant.</summary>
    private static List<SlaRecount> Latest(List<SlaRecount> passes) => passes.FindAll(x => x.StartedAt == passes.Max(y => y.StartedAt));
}
