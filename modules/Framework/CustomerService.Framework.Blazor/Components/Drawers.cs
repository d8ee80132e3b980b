using MudBlazor;

namespace CustomerService.Framework.Blazor.Components;

/// <summary>
/// Details beside a list: a dialog at the right edge, so that the focus stays inside, Escape closes it and gives the focus
/// back. <c>MudDrawer</c> does none of this. The dialog itself carries the class <see cref="Class"/>.
/// </summary>
public static class Drawers
{
    public const string Class = "cs-drawer";

    public static DialogOptions Options { get; } =
        new()
        {
            Position = DialogPosition.CenterRight,
            MaxWidth = MaxWidth.Small,
            FullWidth = true,
            CloseButton = true,
        };
}
