using CustomerService.Framework.MultiTenancy;
using Hangfire.Client;
using Hangfire.Server;

namespace CustomerService.Framework.Hangfire.Jobs;

/// <summary>
/// A job runs in the tenant that enqueued it. One that a schedule makes has none: recurring work goes through the
/// tenants by itself, or is told its tenant by an argument.
/// </summary>
internal sealed class TenantJobFilter(ICurrentTenant currentTenant) : IClientFilter, IServerFilter
{
    public const string Parameter = "TenantId";

    public void OnCreating(CreatingContext context)
    {
        if (currentTenant.Id is { } id)
        {
            context.SetJobParameter(Parameter, id);
        }
    }

    public void OnCreated(CreatedContext context) { }

    public void OnPerforming(PerformingContext context) =>
        context.Items[Parameter] = currentTenant.Change(context.GetJobParameter<Guid?>(Parameter));

    public void OnPerformed(PerformedContext context) => ((IDisposable)context.Items[Parameter]).Dispose();
}
