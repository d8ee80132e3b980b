using CustomerService.Framework.Blazor.Menus;

namespace CustomerService.Sla.Blazor;

internal sealed class SlaMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Contribute() =>
        [
            new(MenuName.Admin, "Sla.Menu.Policies", "/admin/sla", "clock", 50, SlaPermissions.Manage, MenuGroup.Rules),
            new(MenuName.Admin, "Sla.Menu.Calendars", "/admin/calendars", "calendar", 55, SlaPermissions.Manage, MenuGroup.Rules),
            new(MenuName.Action, "Sla.Policies.New", "/admin/sla/new", "clock", 30, SlaPermissions.Manage),
            new(MenuName.Action, "Sla.Calendars.New", "/admin/calendars/new", "calendar", 35, SlaPermissions.Manage),
        ];
}
