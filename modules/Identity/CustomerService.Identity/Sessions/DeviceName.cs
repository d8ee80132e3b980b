using CustomerService.Framework.Texts;

namespace CustomerService.Identity.Sessions;

/// <summary>"Firefox · Windows" of a browser's own description: enough to recognise one's devices.</summary>
internal static class DeviceName
{
    private const int MaxLength = 100;

    // The order matters: most browsers also name the ones they descend from.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
        ("curl", "curl"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("HarmonyOS", "HarmonyOS"),
        ("Linux", "Linux"),
    ];

    public static string Of(string? userAgent)
    {
        var text = userAgent ?? "";
        var parts = new[] { NameOf(Browsers, text), NameOf(Systems, text) }.OfType<string>().ToList();
        return parts.Count > 0 ? string.Join(" · ", parts)
            : text.Length > MaxLength ? WellFormed.Cut(text, MaxLength)
            : text;
    }

    private static string? NameOf((string Sign, string Name)[] known, string text) =>
        known.FirstOrDefault(k => text.Contains(k.Sign, StringComparison.OrdinalIgnoreCase)).Name;
}
