using System.Text.RegularExpressions;

namespace CustomerService.Framework.Http;

/// <summary>Where somebody may be sent: a path on this host, never another site. The one rule for everything that redirects.</summary>
public static partial class LocalPath
{
    /// <summary>Browsers drop control characters and read <c>\</c> as <c>/</c>, so that both could hide another host's name.</summary>
    public static bool IsLocal(string? path) => path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);

    /// <returns>The path as it may stand in a header, or <paramref name="fallback"/> when it is none of this host.</returns>
    public static string Or(string? path, string fallback = "/") =>
        IsLocal(path) ? NotInHeaders().Replace(path!, match => Uri.EscapeDataString(match.Value)) : fallback;

    [GeneratedRegex("[^\\x21-\\x7E]+")]
    private static partial Regex NotInHeaders();
}
