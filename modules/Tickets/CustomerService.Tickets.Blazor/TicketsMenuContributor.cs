using CustomerService.Framework.Blazor.Menus;

namespace CustomerService.Tickets.Blazor;

internal sealed class TicketsMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Contribute() =>
        [
            new(MenuName.Desk, "Tickets.Menu.Desk", "/desk", "inbox", 10, TicketPermissions.Read),
            new(MenuName.Desk, "Tickets.Menu.Tasks", "/desk/tasks", "check", 20, TicketPermissions.Note),
            new(MenuName.Admin, "Tickets.Menu.Types", "/admin/types", "ticket", 40, TicketPermissions.ManageTypes, MenuGroup.Content),
            new(MenuName.Admin, "Tickets.Menu.Macros", "/admin/macros", "note", 45, TicketPermissions.ManageMacros, MenuGroup.Content),
            new(MenuName.Admin, "Tickets.Menu.Refusals", "/admin/reasons", "flag", 46, TicketPermissions.ManageTypes, MenuGroup.Content),
            new(MenuName.Action, "Tickets.Types.New", "/admin/types/new", "ticket", 20, TicketPermissions.ManageTypes),
        ];
}
