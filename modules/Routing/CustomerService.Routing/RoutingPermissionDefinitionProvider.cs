using CustomerService.Framework.Authorization;

namespace CustomerService.Routing;

internal sealed class RoutingPermissionDefinitionProvider : IPermissionDefinitionProvider
{
    public IEnumerable<PermissionDefinition> Define()
    {
        yield return new PermissionDefinition(RoutingPermissions.Manage, RoutingPermissions.Group, [RoleNames.Admin]);
        yield return new PermissionDefinition(
            RoutingPermissions.Work,
            RoutingPermissions.Group,
            [RoleNames.Admin, RoleNames.Lead, RoleNames.Agent]
        );
        yield return new PermissionDefinition(RoutingPermissions.Wall, RoutingPermissions.Group, [RoleNames.Admin, RoleNames.Lead]);
        yield return new PermissionDefinition(RoutingPermissions.Promote, RoutingPermissions.Group, [RoleNames.Admin, RoleNames.Lead]);
        yield return new PermissionDefinition(
            RoutingPermissions.ApproveExceptions,
            RoutingPermissions.Group,
            [RoleNames.Admin, RoleNames.Lead]
        );
        yield return new PermissionDefinition(RoutingPermissions.Rehearse, RoutingPermissions.Group, [RoleNames.Admin, RoleNames.Lead]);
    }
}
