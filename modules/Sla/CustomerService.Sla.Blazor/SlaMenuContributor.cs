using CustomerService.Framework.Blazor.Menus;

namespace CustomerService.Sla.Blazor;

internal sealed class SlaMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Contribute() =>
        [
            new(MenuName.Admin, "Sla.Menu.Policies", "/admin/sla", "clock", 50, SlaPermissions.Manage),
            new(MenuName.Admin, "Sla.Menu.Calendars", "/admin/calendars", "calendar", 55, SlaPermissions.Manage),
        ];
}
