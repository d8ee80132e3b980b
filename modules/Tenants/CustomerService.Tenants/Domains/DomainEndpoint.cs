using CustomerService.Framework.MultiTenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Tenants.Domains;

/// <summary>Whoever makes certificates asks first whether a name is served here: 204, else 404.</summary>
internal static class DomainEndpoint
{
    public static void MapDomainQuestion(this WebApplication app) =>
        app.MapGet(
                "/health/domain",
                async (string? host, ITenantStore tenants, CancellationToken cancellationToken) =>
                    host is { Length: > 0 } && await tenants.FindByHostAsync(host, cancellationToken) is { IsActive: true }
                        ? Results.NoContent()
                        : Results.NotFound()
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
}
