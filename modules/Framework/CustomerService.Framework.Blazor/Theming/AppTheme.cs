using System.Text;
using MudBlazor;

namespace CustomerService.Framework.Blazor.Theming;

/// <summary>
/// MudBlazor in the clothes of <c>tokens.css</c>: its colours are references to ours, so that light, dark and a change of a
/// token need nothing here. The console keeps the product's own accent; a company's colour marks the brand only, and an
/// orange one does not look like an error.
/// </summary>
public static class AppTheme
{
    private static readonly (string Role, string Token)[] Roles =
    [
        ("primary", "--cs-accent-text"),
        ("secondary", "--cs-text-2"),
        ("tertiary", "--cs-text-3"),
        ("info", "--cs-info"),
        ("success", "--cs-success"),
        ("warning", "--cs-warning"),
        ("error", "--cs-danger"),
        ("dark", "--cs-text"),
    ];

    private static readonly (string Name, string Token)[] Surfaces =
    [
        ("text-primary", "--cs-text"),
        ("text-secondary", "--cs-text-2"),
        ("text-disabled", "--cs-text-3"),
        ("action-default", "--cs-text-2"),
        ("action-default-hover", "--cs-surface-2"),
        ("action-disabled", "--cs-text-3"),
        ("action-disabled-background", "--cs-surface-2"),
        ("surface", "--cs-surface"),
        ("background", "--cs-bg"),
        ("background-gray", "--cs-surface-2"),
        ("drawer-background", "--cs-surface"),
        ("drawer-text", "--cs-text"),
        ("drawer-icon", "--cs-text-2"),
        ("appbar-background", "--cs-surface"),
        ("appbar-text", "--cs-text"),
        ("lines-default", "--cs-border"),
        ("lines-inputs", "--cs-border-strong"),
        ("divider", "--cs-border"),
        ("divider-light", "--cs-border"),
        ("table-lines", "--cs-border"),
        ("table-striped", "--cs-surface-2"),
        ("table-hover", "--cs-surface-2"),
        ("skeleton", "--cs-surface-2"),
        ("gray-default", "--cs-text-3"),
        ("gray-light", "--cs-border-strong"),
        ("gray-lighter", "--cs-border"),
        ("gray-dark", "--cs-text-2"),
        ("gray-darker", "--cs-text"),
    ];

    public static MudTheme Theme { get; } = CreateTheme();

    /// <summary>
    /// The rules that a page of the console carries in its style element. <c>MudThemeProvider</c> would send them to each
    /// open screen once more, and hold them there. On the body, where the console's sizes are set.
    /// </summary>
    public static string Style { get; } = $".cs-app{{{new Variables().Of(Theme)}{Palette()}}}";

    private static MudTheme CreateTheme()
    {
        var theme = new MudTheme
        {
            LayoutProperties = new LayoutProperties { DefaultBorderRadius = "var(--cs-radius)", AppbarHeight = "48px" },
            Shadows = new Shadow { Elevation = ["none", .. Enumerable.Repeat("var(--cs-shadow)", 25)] },

            // These are mixed with transparency, which takes numbers: tones between light and dark.
            PaletteLight = new PaletteLight
            {
                Primary = "#5b83dc",
                Secondary = "#7a8492",
                Tertiary = "#7a8492",
                Info = "#5289bb",
                Success = "#4a9a6c",
                Warning = "#b4812f",
                Error = "#d6625a",
                Dark = "#7a8492",
                TextPrimary = "#7a8492",
                Divider = "#7a8492",
                OverlayDark = "rgba(10,14,20,0.5)",
                HoverOpacity = 0.08,
            },
        };
        var text = theme.Typography;
        BaseTypography[] all =
        [
            text.Default,
            text.Body1,
            text.Body2,
            text.Subtitle1,
            text.Subtitle2,
            text.Button,
            text.Caption,
            text.Overline,
            text.H1,
            text.H2,
            text.H3,
            text.H4,
            text.H5,
            text.H6,
        ];
        foreach (var typography in all)
        {
            typography.FontFamily = ["var(--cs-font)"];
            (typography.FontSize, typography.LineHeight, typography.LetterSpacing) = ("var(--cs-fs-md)", "var(--cs-lh)", "normal");
            typography.TextTransform = "none";
        }

        text.Caption.FontSize = text.Overline.FontSize = "var(--cs-fs-xs)";
        (text.H6.FontSize, text.H6.FontWeight) = ("var(--cs-fs-lg)", "600");
        return theme;
    }

    private static string Palette()
    {
        var css = new StringBuilder();
        foreach (var (role, token) in Roles)
        {
            css.AppendLine($"--mud-palette-{role}: var({token});");
            css.AppendLine($"--mud-palette-{role}-text: var(--cs-surface);");
            css.AppendLine($"--mud-palette-{role}-darken: color-mix(in oklab, var({token}) 88%, #000);");
            css.AppendLine($"--mud-palette-{role}-lighten: color-mix(in oklab, var({token}) 88%, #fff);");
            css.AppendLine($"--mud-palette-{role}-hover: color-mix(in srgb, var({token}) 8%, transparent);");
        }

        foreach (var (name, token) in Surfaces)
        {
            css.AppendLine($"--mud-palette-{name}: var({token});");
        }

        return css.ToString();
    }

    private sealed class Variables : MudThemeProvider
    {
        public string Of(MudTheme theme)
        {
            Theme = theme;
            var css = new StringBuilder();
            GenerateTheme(css);
            return css.ToString();
        }
    }
}
