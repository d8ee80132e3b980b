using CustomerService.Framework.Blazor.Menus;

namespace CustomerService.Knowledge.Blazor;

internal sealed class KnowledgeMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Contribute() =>
        [
            new(MenuName.Desk, "Knowledge.Menu.Desk", "/desk/kb", "book", 30, KnowledgePermissions.Read),
            new(MenuName.Admin, "Knowledge.Menu.Admin", "/admin/kb", "book", 60, KnowledgePermissions.Write, MenuGroup.Content),
        ];
}
