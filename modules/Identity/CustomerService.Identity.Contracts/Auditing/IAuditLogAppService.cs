using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Identity.Auditing;

/// <summary>Who changed what in the current tenant, newest first, in pages of 50.</summary>
public interface IAuditLogAppService : IApplicationService
{
    Task<PagedResult<AuditEntryDto>> GetListAsync(GetAuditLogInput input, CancellationToken cancellationToken = default);

    /// <summary>Kinds of things that occur in the log, for the filter.</summary>
    Task<IReadOnlyList<string>> GetEntityTypesAsync(CancellationToken cancellationToken = default);
}

public sealed class GetAuditLogInput
{
    [StringLength(128)]
    public string? EntityType { get; set; }

    [StringLength(16)]
    public string? Action { get; set; }

    /// <summary>Part of the name of what was changed.</summary>
    [StringLength(100)]
    public string? Name { get; set; }

    /// <summary>Part of the acting person's name.</summary>
    [StringLength(100)]
    public string? User { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }

    [StringLength(64)]
    public string? After { get; set; }
}

/// <param name="UserName">null: the system itself.</param>
/// <param name="EntityName">What it was called at that time.</param>
public sealed record AuditEntryDto(
    Guid Id,
    DateTime Time,
    string? UserName,
    string Action,
    string EntityType,
    Guid EntityId,
    string? EntityName,
    IReadOnlyList<AuditChangeDto> Changes,
    string? ClientAddress
);

public sealed record AuditChangeDto(string Property, string? Before, string? After);
