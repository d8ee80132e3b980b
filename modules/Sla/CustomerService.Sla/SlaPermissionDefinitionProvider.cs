using CustomerService.Framework.Authorization;

namespace CustomerService.Sla;

internal sealed class SlaPermissionDefinitionProvider : PermissionDefinitionProvider
{
    public override void Define(IPermissionDefinitionContext context)
    {
        var group = context.AddGroup(SlaPermissions.Group);
        group.AddPermission(SlaPermissions.View, [RoleNames.Admin, RoleNames.Lead, RoleNames.Agent, RoleNames.Collaborator]);
        group.AddPermission(SlaPermissions.Manage, [RoleNames.Admin]);
    }
}
