using System.Text.Json;
using CustomerService.Framework.Application;
using CustomerService.Framework.EntityFrameworkCore.Auditing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity.Auditing;

internal sealed class AuditLogAppService(CustomerServiceDbContext db, ICurrentTenant tenant, ITenantStore tenants) : IAuditLogAppService
{
    private const int PageSize = 50;

    /// <summary>Longer values are shown shortened; the database keeps them whole.</summary>
    private const int MaxShown = 200;

    [Authorize(IdentityPermissions.Audit)]
    public async Task<PagedResult<AuditEntryDto>> GetListAsync(GetAuditLogInput input, CancellationToken cancellationToken = default)
    {
        var zone = await ZoneAsync(cancellationToken);
        var rows = await Filter(db.Set<AuditLog>().AsNoTracking(), input, zone)
            .OrderByDescending(a => a.Id)
            .Take(PageSize + 1)
            .ToListAsync(cancellationToken);
        var page = rows.Take(PageSize)
            .Select(a => new AuditEntryDto(
                a.Id,
                a.Time,
                a.UserName,
                a.Action,
                a.EntityType,
                a.EntityId,
                a.EntityName,
                ChangesOf(a.Changes),
                a.ClientAddress
            ))
            .ToList();
        return new PagedResult<AuditEntryDto>(page, rows.Count > PageSize ? page[^1].Id.ToString() : null);
    }

    [Authorize(IdentityPermissions.Audit)]
    public async Task<IReadOnlyList<string>> GetEntityTypesAsync(CancellationToken cancellationToken = default) =>
        await db.Set<AuditLog>().Select(a => a.EntityType).Distinct().OrderBy(t => t).ToListAsync(cancellationToken);

    private static IQueryable<AuditLog> Filter(IQueryable<AuditLog> log, GetAuditLogInput input, TimeZoneInfo zone)
    {
        log = string.IsNullOrEmpty(input.EntityType) ? log : log.Where(a => a.EntityType == input.EntityType);
        log = string.IsNullOrEmpty(input.Action) ? log : log.Where(a => a.Action == input.Action);
        log = string.IsNullOrWhiteSpace(input.User) ? log : log.Where(a => a.UserName != null && a.UserName.Contains(input.User.Trim()));
        log = string.IsNullOrWhiteSpace(input.Name)
            ? log
            : log.Where(a => a.EntityName != null && a.EntityName.Contains(input.Name.Trim()));
        if (input.From is { } from)
        {
            var begin = StartOf(from, zone);
            log = log.Where(a => a.Time >= begin);
        }

        if (input.To is { } to)
        {
            var end = StartOf(to.AddDays(1), zone);
            log = log.Where(a => a.Time < end);
        }

        // Ids are made in the order of time.
        return Guid.TryParse(input.After, out var after) ? log.Where(a => a.Id.CompareTo(after) < 0) : log;
    }

    private async Task<TimeZoneInfo> ZoneAsync(CancellationToken cancellationToken) =>
        tenant.Id is { } id
        && await tenants.FindAsync(id, cancellationToken) is { } info
        && TimeZoneInfo.TryFindSystemTimeZoneById(info.TimeZone, out var zone)
            ? zone
            : TimeZoneInfo.Utc;

    private static DateTime StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(midnight) ? midnight.AddHours(1) : midnight, zone);
    }

    private static List<AuditChangeDto> ChangesOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document
                .RootElement.EnumerateObject()
                .Where(p => p.Value.ValueKind == JsonValueKind.Array && p.Value.GetArrayLength() == 2)
                .Select(p => new AuditChangeDto(p.Name, Show(p.Value[0]), Show(p.Value[1]))),
        ];
    }

    private static string? Show(JsonElement value)
    {
        var text = value.ValueKind is JsonValueKind.Null ? null : value.ToString();
        return text?.Length > MaxShown ? WellFormed.Cut(text, MaxShown) + "…" : text;
    }
}
