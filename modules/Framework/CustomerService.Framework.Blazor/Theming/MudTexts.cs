using Microsoft.Extensions.Localization;
using MudBlazor;

namespace CustomerService.Framework.Blazor.Theming;

/// <summary>The words of MudBlazor itself, from our texts: keys <c>Framework.Mud.…</c>.</summary>
internal sealed class MudTexts(IStringLocalizer localizer) : MudLocalizer
{
    public override LocalizedString this[string key] => localizer[$"Framework.Mud.{key}"];
}
