using CustomerService.Framework.Authorization;

namespace CustomerService.Notifications;

internal sealed class NotificationPermissionDefinitionProvider : IPermissionDefinitionProvider
{
    public IEnumerable<PermissionDefinition> Define()
    {
        yield return new PermissionDefinition(NotificationPermissions.Manage, NotificationPermissions.Group, [RoleNames.Admin]);
    }
}
