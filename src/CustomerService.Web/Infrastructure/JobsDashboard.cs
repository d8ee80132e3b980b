using CustomerService.Tenants;
using CustomerService.Tenants.Tenants;
using Hangfire;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Authorization;

namespace CustomerService.Web.Infrastructure;

/// <summary>Hangfire's own pages about jobs, inside the host console: on the host's own name, for operators.</summary>
internal static class JobsDashboard
{
    private const string Address = "/host/jobs";

    public static void MapJobsDashboard(this IEndpointRouteBuilder endpoints)
    {
        // Made when somebody looks: verbs and tests map all endpoints, and most of them never open the storage.
        var pages = new Lazy<RequestDelegate>(() => Build(endpoints));
        endpoints
            .Map(
                Address + "/{**path}",
                context =>
                {
                    context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy.OfJobsDashboard;
                    return pages.Value(context);
                }
            )
            .WithMetadata(new HostSiteAttribute())
            .RequireAuthorization(TenantsPermissions.Host);
    }

    private static RequestDelegate Build(IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var options = new DashboardOptions
        {
            AppPath = "/host/tenants",
            DashboardTitle = "CustomerService",
            DisplayStorageConnectionString = false,
            Authorization = [],
            AsyncAuthorization = [new OperatorsOnly()],
        };
        return endpoints
            .CreateApplicationBuilder()
            .UsePathBase(Address)
            .UseMiddleware<AspNetCoreDashboardMiddleware>(
                services.GetRequiredService<JobStorage>(),
                options,
                services.GetRequiredService<Hangfire.Dashboard.RouteCollection>(),
                true
            )
            .Build();
    }

    /// <summary>Asked again beside the endpoint's own policy: whoever maps the pages elsewhere does not open them.</summary>
    private sealed class OperatorsOnly : IDashboardAsyncAuthorizationFilter
    {
        public async Task<bool> AuthorizeAsync(DashboardContext context)
        {
            var http = context.GetHttpContext();
            var authorization = http.RequestServices.GetRequiredService<IAuthorizationService>();
            return (await authorization.AuthorizeAsync(http.User, TenantsPermissions.Host)).Succeeded;
        }
    }
}
