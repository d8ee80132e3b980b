namespace CustomerService.Framework.MultiTenancy;

/// <summary>
/// What every layer may know of a tenant. <paramref name="TimeZone"/> is an IANA id, <paramref name="Language"/> a
/// culture name, <paramref name="PlanId"/> the version of a plan. Until <paramref name="IsVerified"/> its emails to
/// others wait: nobody has shown who is behind it. While <paramref name="IsGrowthStopped"/> nothing grows beyond what is free.
/// </summary>
public sealed record TenantInfo(
    Guid Id,
    string Slug,
    string Name,
    string TimeZone,
    string Language,
    IReadOnlyList<string> Languages,
    bool IsActive,
    Guid? PlanId,
    bool IsVerified = true,
    bool IsGrowthStopped = false
);
