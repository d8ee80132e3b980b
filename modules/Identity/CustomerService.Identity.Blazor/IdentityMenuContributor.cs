using CustomerService.Framework.Blazor.Menus;

namespace CustomerService.Identity;

internal sealed class IdentityMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Contribute() =>
        [
            new(MenuName.Admin, "Identity.Menu.People", "/admin/people", "users", 20, IdentityPermissions.People, MenuGroup.People),
            new(MenuName.Admin, "Identity.Menu.Roles", "/admin/roles", "lock", 25, IdentityPermissions.Roles, MenuGroup.People),
            new(MenuName.Admin, "Identity.Menu.Tokens", "/admin/tokens", "key", 90, IdentityPermissions.Tokens, MenuGroup.Channels),
            new(MenuName.Admin, "Identity.Menu.Audit", "/admin/audit", "shield", 95, IdentityPermissions.Audit),
            new(MenuName.Action, "Identity.People.Invite", "/admin/people?invite=true", "user", 10, IdentityPermissions.People),
            new(MenuName.Action, "Framework.Shell.Account", "/account", "user", 90),
        ];
}
