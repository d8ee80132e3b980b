using CustomerService.Framework.Blazor.Menus;

namespace CustomerService.Tenants.Blazor;

internal sealed class TenantsMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Contribute() =>
        [
            new(MenuName.Admin, "Tenants.Menu.Checklist", "/admin", "home", 0, TenantsPermissions.Settings),
            new(MenuName.Admin, "Tenants.Menu.Branding", "/admin/branding", "palette", 10, TenantsPermissions.Settings),
            new(MenuName.Admin, "Tenants.Menu.Plan", "/admin/plan", "card", 15, TenantsPermissions.Settings),
            new(MenuName.Admin, "Tenants.Menu.Data", "/admin/data", "download", 18, TenantsPermissions.Data),
            new(MenuName.Host, "Tenants.Menu.HostTenants", "/host/tenants", "building", 10, TenantsPermissions.Host),
            new(MenuName.Host, "Tenants.Menu.HostPlans", "/host/plans", "card", 15, TenantsPermissions.Host),
            new(MenuName.Host, "Tenants.Menu.HostDeletions", "/host/deletions", "trash", 17, TenantsPermissions.Host),
            new(MenuName.Host, "Tenants.Menu.HostJobs", "/host/jobs", "refresh", 20, TenantsPermissions.Host),
            new(MenuName.Host, "Tenants.Menu.DeadLetters", "/host/dead-letters", "alert", 30, TenantsPermissions.Host),
        ];
}
