using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace CustomerService.Framework.Blazor.Menus;

/// <summary>An entry that is current on its page and on those beneath it, unless another entry is nearer.</summary>
public sealed class MenuLink : NavLink
{
    /// <summary>Paths of the menu's entries.</summary>
    [Parameter]
    public IReadOnlyCollection<string> Menu { get; set; } = [];

    [Parameter, EditorRequired]
    public string Path { get; set; } = "";

    protected override bool ShouldMatch(string uriAbsolute)
    {
        var here = new Uri(uriAbsolute).AbsolutePath;
        return IsAt(Path, here) && !Menu.Any(other => other.Length > Path.Length && IsAt(other, here));
    }

    private static bool IsAt(string path, string here) => here == path || here.StartsWith(path + "/", StringComparison.Ordinal);
}
