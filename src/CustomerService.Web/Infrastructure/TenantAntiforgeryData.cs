using CustomerService.Framework.MultiTenancy;
using Microsoft.AspNetCore.Antiforgery;

namespace CustomerService.Web.Infrastructure;

/// <summary>A form's token counts in the tenant whose page it stood on, and nowhere else.</summary>
internal sealed class TenantAntiforgeryData(ICurrentTenant tenant) : IAntiforgeryAdditionalDataProvider
{
    public string GetAdditionalData(HttpContext context) => tenant.Key.ToString("N");

    public bool ValidateAdditionalData(HttpContext context, string additionalData) => additionalData == tenant.Key.ToString("N");
}
