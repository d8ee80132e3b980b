using CustomerService.Framework.Authorization;

namespace CustomerService.Tenants;

internal sealed class TenantsPermissionDefinitionProvider : PermissionDefinitionProvider
{
    private const string Group = "Tenants";

    public override void Define(IPermissionDefinitionContext context)
    {
        var group = context.AddGroup(Group);
        group.AddPermission(TenantsPermissions.Settings, [RoleNames.Admin]);
        group.AddPermission(TenantsPermissions.Data, [RoleNames.Admin]);
        group.AddPermission(TenantsPermissions.Host, [RoleNames.HostOperator], isHostOnly: true);
    }
}
