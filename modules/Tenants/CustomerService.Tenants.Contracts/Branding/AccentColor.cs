using System.Globalization;
using System.Text.RegularExpressions;

namespace CustomerService.Tenants.Branding;

/// <summary>
/// A tenant's accent: white text on it, and it on the dark surface, must be readable (WCAG AA, 4.5 : 1). A colour that
/// is not is moved, not refused.
/// </summary>
public static partial class AccentColor
{
    public const string Default = "#2558c9";
    public const double MinContrast = 4.5;

    /// <summary>The dark theme's card surface in the token sheet.</summary>
    private const string DarkSurface = "#191d23";

    /// <summary>One step of mixing towards black or white; fine enough that nobody sees more change than is needed.</summary>
    private const double Step = 0.02;

    public static bool IsWellFormed(string? hex) => hex is not null && Hex().IsMatch(hex);

    /// <summary>The colour itself where white is readable on it, else the nearest darker one.</summary>
    public static string ForLight(string hex) => Move(hex, "#ffffff", 0);

    /// <summary>For text and lines on dark surfaces: the nearest lighter one that is readable.</summary>
    public static string ForDark(string hex) => Move(hex, DarkSurface, 255);

    /// <summary>WCAG 2 contrast ratio, 1 to 21.</summary>
    public static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(Parse(one)), Luminance(Parse(other)));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static string Move(string hex, string against, int towards)
    {
        var colour = Parse(hex);
        for (var share = 0.0; share < 1; share += Step)
        {
            var moved = Format(Mix(colour, towards, share));
            if (Contrast(moved, against) >= MinContrast)
            {
                return moved;
            }
        }

        return Format((towards, towards, towards));
    }

    private static (int R, int G, int B) Mix((int R, int G, int B) colour, int towards, double share) =>
        (Mix(colour.R, towards, share), Mix(colour.G, towards, share), Mix(colour.B, towards, share));

    private static int Mix(int channel, int towards, double share) => (int)Math.Round(channel + ((towards - channel) * share));

    private static double Luminance((int R, int G, int B) c) => (0.2126 * Linear(c.R)) + (0.7152 * Linear(c.G)) + (0.0722 * Linear(c.B));

    private static double Linear(int channel)
    {
        var s = channel / 255.0;
        return s <= 0.04045 ? s / 12.92 : Math.Pow((s + 0.055) / 1.055, 2.4);
    }

    private static (int R, int G, int B) Parse(string hex) =>
        IsWellFormed(hex)
            ? (Channel(hex, 1), Channel(hex, 3), Channel(hex, 5))
            : throw new ArgumentException("A colour is written as #rrggbb.", nameof(hex));

    private static int Channel(string hex, int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Format((int R, int G, int B) c) => $"#{c.R:x2}{c.G:x2}{c.B:x2}";

    [GeneratedRegex("^#[0-9a-fA-F]{6}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Hex();
}
