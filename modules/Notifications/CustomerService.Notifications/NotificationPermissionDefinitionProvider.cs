using CustomerService.Framework.Authorization;

namespace CustomerService.Notifications;

internal sealed class NotificationPermissionDefinitionProvider : PermissionDefinitionProvider
{
    public override void Define(IPermissionDefinitionContext context)
    {
        var group = context.AddGroup(NotificationPermissions.Group);
        group.AddPermission(NotificationPermissions.Manage, [RoleNames.Admin]);
    }
}
