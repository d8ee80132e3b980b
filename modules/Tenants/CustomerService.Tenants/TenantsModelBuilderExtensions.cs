using CustomerService.Tenants.Deletion;
using CustomerService.Tenants.Plans;
using CustomerService.Tenants.SignUps;
using CustomerService.Tenants.Tenants;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tenants;

internal static class TenantsModelBuilderExtensions
{
    public static void ConfigureTenants(this ModelBuilder builder) =>
        builder
            .ApplyConfiguration(new PlanConfiguration())
            .ApplyConfiguration(new TenantConfiguration())
            .ApplyConfiguration(new SignUpCodeConfiguration())
            .ApplyConfiguration(new TenantDeletionConfiguration());
}
