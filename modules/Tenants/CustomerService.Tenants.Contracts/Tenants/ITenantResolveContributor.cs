namespace CustomerService.Tenants.Tenants;

/// <summary>
/// Knows a request's tenant from something other than its host name, such as an API token; asked on the bare host name
/// only (ABP: <c>TenantResolveContributor</c>).
/// </summary>
public interface ITenantResolveContributor
{
    Guid? Resolve(Microsoft.AspNetCore.Http.HttpContext context);
}
