using CustomerService.Tickets;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;

namespace CustomerService.Web.Infrastructure;

/// <summary>Limits of what a request may bring, and the proxies whose word about the caller is believed.</summary>
internal static class HttpLimits
{
    /// <summary>
    /// A long text in a form. What takes more, such as files, says so at its page or endpoint with <c>[RequestSizeLimit]</c>, so that
    /// strangers cannot make the server read more than the page needs.
    /// </summary>
    public const long MaxRequestBytes = 1024 * 1024;

    /// <summary>Adds to ASP.NET Core's defaults; <c>ForwardedHeaders:Proxies</c> lists proxies besides the loopback addresses.</summary>
    public static void AddHttpLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(o =>
        {
            o.Limits.MaxRequestBodySize = MaxRequestBytes;
            o.AddServerHeader = false;
        });
        services.Configure<FormOptions>(o => o.MultipartBodyLengthLimit = TicketLimits.FormBody);
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var proxy in configuration.GetSection("ForwardedHeaders:Proxies").Get<string[]>() ?? [])
            {
                o.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
            }
        });
    }
}
