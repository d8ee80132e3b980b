using System.Diagnostics.Metrics;
using CustomerService.Framework.Modularity;

namespace CustomerService.Tenants.Resolution;

/// <summary>How many requests each workspace sends: who makes a node busy.</summary>
internal sealed class TenantMetrics(IMeterFactory meters) : ISingletonDependency
{
    private const string MeterName = "CustomerService";

    private readonly Counter<long> _requests = meters
        .Create(MeterName)
        .CreateCounter<long>("customer_service.tenant.requests", "{request}", "Requests of each workspace, by the name in its address.");

    public void Count(string slug) => _requests.Add(1, new KeyValuePair<string, object?>("tenant", slug));
}
