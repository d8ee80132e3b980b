using CustomerService.Framework.Authorization;

namespace CustomerService.Verification;

internal sealed class VerificationPermissionDefinitionProvider : PermissionDefinitionProvider
{
    public override void Define(IPermissionDefinitionContext context)
    {
        var group = context.AddGroup(VerificationPermissions.Group);
        group.AddPermission(VerificationPermissions.Manage, [RoleNames.Admin]);
    }
}
