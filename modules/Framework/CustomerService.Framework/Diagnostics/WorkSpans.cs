using System.Diagnostics;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Framework.Diagnostics;

/// <summary>A span for each piece of background work: a job, a timer, a handler of an event. It names the workspace, and nobody.</summary>
public sealed class WorkSpans(ITenantStore tenants) : ISingletonDependency
{
    /// <summary>The source of the product's own spans.</summary>
    public const string SourceName = "CustomerService";

    private static readonly ActivitySource Source = new(SourceName);

    /// <param name="name">One of a few: what kind of work it is, without ids.</param>
    public async Task RunAsync(string name, Guid? tenantId, Func<Task> work)
    {
        using var span = Source.StartActivity(name);
        if (span is not null && tenantId is { } id && await tenants.FindAsync(id) is { } tenant)
        {
            span.SetTag("tenant", tenant.Slug);
        }

        try
        {
            await work();
        }
        catch
        {
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }
}
