using System.Reflection;
using CustomerService.Framework.Diagnostics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CustomerService.Web.Infrastructure.Telemetry;

/// <summary>
/// Counts and times what the node does. Metrics wait at <c>/metrics</c>; they and traces go to a collector where
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one. Neither says who did what: see <see cref="SpanRedaction"/>.
/// </summary>
internal static class Telemetry
{
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The meter of the modules' own figures.</summary>
    private const string Product = "CustomerService";

    /// <summary>A series for each tenant of a large installation; what is beyond is counted together.</summary>
    private const int MaxTenants = 20_000;

    /// <summary>Room for each series is taken at the start, whether or not it comes: the libraries' own have few.</summary>
    private const int MaxSeries = 100;

    /// <summary>Hosts, addresses and connection strings are no dimensions: many, and nobody's business.</summary>
    private static readonly MetricStreamConfiguration WithoutAddresses = new()
    {
        CardinalityLimit = MaxSeries,
        TagKeys = ["http.request.method", "http.response.status_code", "error.type", "http.connection.state", "db.client.connection.state"],
    };

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var hasCollector = !string.IsNullOrEmpty(builder.Configuration[Collector]);
        var telemetry = builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("customer-service", serviceVersion: Version, serviceInstanceId: Environment.MachineName))
            .WithMetrics(metrics =>
                metrics
                    .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                    .AddMeter("System.Net.Http", "Npgsql", Product)
                    .AddView(instrument =>
                        instrument.Meter.Name switch
                        {
                            "System.Net.Http" or "Npgsql" or "Microsoft.AspNetCore.Server.Kestrel" => WithoutAddresses,
                            "System.Runtime" => new MetricStreamConfiguration { CardinalityLimit = MaxSeries },
                            Product => new MetricStreamConfiguration { CardinalityLimit = MaxTenants },
                            _ => null,
                        }
                    )
                    .AddPrometheusExporter()
            );
        if (!hasCollector)
        {
            return;
        }

        telemetry
            .WithMetrics(metrics => metrics.AddOtlpExporter())
            .WithTracing(traces =>
                traces
                    .AddAspNetCoreInstrumentation(o => o.Filter = IsWorthTracing)
                    .AddHttpClientInstrumentation()
                    .AddSource("Npgsql", WorkSpans.SourceName)
                    .AddProcessor(new SpanRedaction())
                    .AddOtlpExporter()
            );
    }

    private static string? Version =>
        typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <summary>A circuit lasts as long as somebody looks at a screen; files and probes say nothing.</summary>
    private static bool IsWorthTracing(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/_blazor")
        && !context.Request.Path.StartsWithSegments("/health")
        && !context.Request.Path.StartsWithSegments(MetricsAccess.Path)
        && !Path.HasExtension(context.Request.Path);
}
