using CustomerService.Framework.Authorization;

namespace CustomerService.Routing;

internal sealed class RoutingPermissionDefinitionProvider : PermissionDefinitionProvider
{
    public override void Define(IPermissionDefinitionContext context)
    {
        var group = context.AddGroup(RoutingPermissions.Group);
        group.AddPermission(RoutingPermissions.Manage, [RoleNames.Admin]);
        group.AddPermission(RoutingPermissions.Work, [RoleNames.Admin, RoleNames.Lead, RoleNames.Agent]);
        group.AddPermission(RoutingPermissions.Wall, [RoleNames.Admin, RoleNames.Lead]);
        group.AddPermission(RoutingPermissions.Promote, [RoleNames.Admin, RoleNames.Lead]);
        group.AddPermission(RoutingPermissions.ApproveExceptions, [RoleNames.Admin, RoleNames.Lead]);
        group.AddPermission(RoutingPermissions.Rehearse, [RoleNames.Admin, RoleNames.Lead]);
    }
}
