using System.Text.Json;
using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tenants.Deletion;

[Authorize(TenantsPermissions.Host)]
internal sealed class HostDeletionAppService(CustomerServiceDbContext db) : IHostDeletionAppService
{
    private const int Most = 200;

    [Authorize(TenantsPermissions.Host)]
    public async Task<IReadOnlyList<HostDeletionDto>> GetListAsync(CancellationToken cancellationToken = default)
    {
        var rows = await db.Set<TenantDeletion>()
            .AsNoTracking()
            .Where(d => d.ConfirmedAt != null && d.CancelledAt == null)
            .OrderBy(d => d.FinishedAt != null)
            .ThenByDescending(d => d.FinishedAt)
            .Take(Most)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(d => new HostDeletionDto(
            d.Id,
            d.Slug,
            d.Name,
            d.AskedByName,
            d.AskedAt,
            d.ConfirmedByName!,
            d.DueAt!.Value,
            d.FinishedAt,
            JsonSerializer.Deserialize<SortedDictionary<string, long>>(d.Counts)!,
            d.Hash,
            d.Hash is null || d.Hash == d.Certify()
        ));
    }
}
