using CustomerService.Framework.Authorization;

namespace CustomerService.Identity;

internal sealed class IdentityPermissionDefinitionProvider : PermissionDefinitionProvider
{
    private const string Group = "Identity";

    public override void Define(IPermissionDefinitionContext context)
    {
        var group = context.AddGroup(Group);
        group.AddPermission(IdentityPermissions.People, [RoleNames.Admin]);
        group.AddPermission(IdentityPermissions.Roles, [RoleNames.Admin]);
        group.AddPermission(IdentityPermissions.Tokens, [RoleNames.Admin]);
        group.AddPermission(IdentityPermissions.Audit, [RoleNames.Admin]);
    }
}
