namespace CustomerService.Tenants.Tenants;

/// <summary>This page or endpoint exists on the host name only. Pages without it exist on tenants' host names only.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class HostSiteAttribute : Attribute;

/// <summary>This page exists on both: not found, errors.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AnySiteAttribute : Attribute;

/// <summary>
/// Knows a request's tenant from something other than its host name, such as an API token; asked on the bare host name
/// only (ABP: <c>TenantResolveContributor</c>).
/// </summary>
public interface ITenantResolveContributor
{
    Guid? Resolve(Microsoft.AspNetCore.Http.HttpContext context);
}
