using CustomerService.Framework.Authorization;

namespace CustomerService.Tenants;

internal sealed class TenantsPermissionDefinitionProvider : IPermissionDefinitionProvider
{
    private const string Group = "Tenants";

    public IEnumerable<PermissionDefinition> Define() =>
        [
            new(TenantsPermissions.Settings, Group, [RoleNames.Admin]),
            new(TenantsPermissions.Host, Group, [RoleNames.HostOperator], IsHostOnly: true),
        ];
}
