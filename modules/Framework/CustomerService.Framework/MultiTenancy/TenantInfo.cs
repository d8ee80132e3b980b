namespace CustomerService.Framework.MultiTenancy;

/// <summary>
/// What every layer may know of a tenant. <paramref name="TimeZone"/> is an IANA id, <paramref name="Language"/> a
/// culture name. Until <paramref name="IsVerified"/> its emails to others wait: nobody has shown who is behind it.
/// </summary>
public sealed record TenantInfo(
    Guid Id,
    string Slug,
    string Name,
    string TimeZone,
    string Language,
    IReadOnlyList<string> Languages,
    bool IsActive,
    string? PlanName,
    bool IsVerified = true
);
