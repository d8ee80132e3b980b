using CustomerService.Framework.Authorization;

namespace CustomerService.Billing;

internal sealed class BillingPermissionDefinitionProvider : PermissionDefinitionProvider
{
    private const string Group = "Billing";

    public override void Define(IPermissionDefinitionContext context)
    {
        var group = context.AddGroup(Group);
        group.AddPermission(BillingPermissions.Manage, [RoleNames.Admin]);
        group.AddPermission(BillingPermissions.Host, [RoleNames.HostOperator], isHostOnly: true);
    }
}
