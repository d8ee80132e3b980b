using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.Resolution;

/// <summary>
/// Host pages answer on the host name, tenants' pages on tenants' names; one address (<c>/</c>, <c>/signin</c>) may be
/// a page of each.
/// </summary>
internal sealed class SiteMatcherPolicy(IOptions<TenancyOptions> options) : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(e => SiteOf(e) is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var isHostSite = options.Value.IsHostSite(httpContext.Request.Host.Host.TrimEnd('.'));
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && SiteOf(candidates[i].Endpoint) is { } site && site != isHostSite)
            {
                candidates.SetValidity(i, false);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>True: the host's; false: a tenant's; null: both.</summary>
    private static bool? SiteOf(Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<HostSiteAttribute>() is not null)
        {
            return true;
        }

        var page = endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
        return page is null || IsShell(page) || endpoint.Metadata.GetMetadata<AnySiteAttribute>() is not null ? null : false;
    }

    /// <summary>The page at / and the error page belong to the house, not to a module, and exist on both.</summary>
    private static bool IsShell(Type page) => page.Assembly.GetName().Name is "CustomerService.Framework.Blazor" or "CustomerService.Web";
}
