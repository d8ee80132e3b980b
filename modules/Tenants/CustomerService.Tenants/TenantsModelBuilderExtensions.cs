using CustomerService.Tenants.Tenants;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tenants;

public static class TenantsModelBuilderExtensions
{
    public static void ConfigureTenants(this ModelBuilder builder) => builder.ApplyConfiguration(new TenantConfiguration());
}
