using CustomerService.Framework.Authorization;

namespace CustomerService.Sla;

internal sealed class PermissionDefinitionProvider : IPermissionDefinitionProvider
{
    public IEnumerable<PermissionDefinition> Define()
    {
        yield return new PermissionDefinition(
            SlaPermissions.View,
            SlaPermissions.Group,
            [RoleNames.Admin, RoleNames.Lead, RoleNames.Agent, RoleNames.Collaborator]
        );
        yield return new PermissionDefinition(SlaPermissions.Manage, SlaPermissions.Group, [RoleNames.Admin]);
    }
}
