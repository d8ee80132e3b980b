using Hangfire;
using Hangfire.Common;
using Hangfire.Dashboard;

namespace CustomerService.Framework.Hangfire.Jobs;

/// <summary>What the dashboard's lists call a job: <c>acme: SendMails</c>.</summary>
internal sealed class TenantJobNameAttribute() : JobDisplayNameAttribute("{0}")
{
    public override string Format(DashboardContext context, Job job) => $"{job.Args[0]}: {NameOf(job.Type.GetGenericArguments()[0])}";

    /// <summary>A job is named after its arguments, of which there is one type for each.</summary>
    public static string NameOf(Type args) => args.Name.EndsWith("Args", StringComparison.Ordinal) ? args.Name[..^4] : args.Name;
}
