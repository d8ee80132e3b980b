using System.Net;
using OpenTelemetry.Metrics;

namespace CustomerService.Web.Infrastructure.Telemetry;

/// <summary>
/// <c>/metrics</c> for this machine and the networks of <c>Metrics:AllowedNetworks</c>; to everybody else the page does not exist.
/// </summary>
internal static class MetricsAccess
{
    public const string Path = "/metrics";

    /// <summary>Stands behind the forwarded headers: what came through a proxy is judged by whom the proxy names.</summary>
    public static void UseMetrics(this WebApplication app)
    {
        // Verbs measure nothing.
        if (app.Services.GetService<MeterProvider>() is null)
        {
            return;
        }

        IPNetwork[] networks = [.. (app.Configuration.GetSection("Metrics:AllowedNetworks").Get<string[]>() ?? []).Select(IPNetwork.Parse)];
        app.UseOpenTelemetryPrometheusScrapingEndpoint(context =>
            context.Request.Path == Path && MayRead(context.Connection.RemoteIpAddress, networks)
        );
    }

    public static bool MayRead(IPAddress? caller, IReadOnlyList<IPNetwork> networks)
    {
        if (caller is null)
        {
            return false;
        }

        var address = caller.IsIPv4MappedToIPv6 ? caller.MapToIPv4() : caller;
        return IPAddress.IsLoopback(address) || networks.Any(n => n.Contains(address));
    }
}
