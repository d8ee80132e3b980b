namespace CustomerService.Framework.Blazor.Menus;

public enum MenuName
{
    Desk,
    Admin,
    Host,

    /// <summary>Things to do, offered by the command palette alone: their address begins the work.</summary>
    Action,
}

/// <summary>The parts of the settings menu, in this order; headings are <c>Enum.MenuGroup.…</c>.</summary>
public enum MenuGroup
{
    Company,
    People,
    Rules,
    Content,
    Channels,
}

/// <param name="TitleKey">Localization key.</param>
/// <param name="Permission">Shown only to those who have it; null for everybody at the desk.</param>
/// <param name="Group">Where it stands among the settings; other menus have no parts.</param>
public sealed record MenuItem(
    MenuName Menu,
    string TitleKey,
    string Url,
    string Icon,
    int Order,
    string? Permission = null,
    MenuGroup Group = MenuGroup.Company
);

public sealed class MainMenu(IEnumerable<IMenuContributor> contributors)
{
    private readonly ILookup<MenuName, MenuItem> _items = contributors
        .SelectMany(c => c.Contribute())
        .OrderBy(i => i.Order)
        .ToLookup(i => i.Menu);

    public IEnumerable<MenuItem> Of(MenuName menu) => _items[menu];
}
