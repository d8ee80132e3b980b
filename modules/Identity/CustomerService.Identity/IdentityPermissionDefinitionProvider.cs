using CustomerService.Framework.Authorization;

namespace CustomerService.Identity;

internal sealed class IdentityPermissionDefinitionProvider : IPermissionDefinitionProvider
{
    private const string Group = "Identity";

    public IEnumerable<PermissionDefinition> Define() =>
        [
            new(IdentityPermissions.People, Group, [RoleNames.Admin]),
            new(IdentityPermissions.Roles, Group, [RoleNames.Admin]),
            new(IdentityPermissions.Tokens, Group, [RoleNames.Admin]),
            new(IdentityPermissions.Audit, Group, [RoleNames.Admin]),
        ];
}
