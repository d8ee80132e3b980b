using System.Diagnostics;
using OpenTelemetry;

namespace CustomerService.Web.Infrastructure.Telemetry;

/// <summary>
/// Leaves of a span only what is named here: paths, queries and statements may hold links that sign in, names and addresses.
/// </summary>
internal sealed class SpanRedaction : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Kept =
    [
        TenantTag,
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "url.scheme",
        "network.protocol.version",
        "error.type",
        "db.system.name",
        "db.operation.name",
        "db.response.status_code",
    ];

    /// <summary>Which workspace it was, by the name in its address.</summary>
    public const string TenantTag = "tenant";

    public override void OnEnd(Activity data)
    {
        foreach (var (key, _) in data.TagObjects.ToList())
        {
            if (!Kept.Contains(key))
            {
                data.SetTag(key, null);
            }
        }

        if (data.StatusDescription is not null)
        {
            data.SetStatus(data.Status);
        }

        // An exception's text cannot be taken out of a span; the log has it, redacted.
        if (data.Events.Any(e => e.Name == "exception"))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
