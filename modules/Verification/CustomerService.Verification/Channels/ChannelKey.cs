using System.Globalization;
using System.Text;
using CustomerService.Framework.Texts;

namespace CustomerService.Verification.Channels;

/// <summary>
/// Makes two ways of writing the same channel the same: width, case, spaces, hyphens in numbers, country code, the
/// address of a page for its host.
/// </summary>
internal static class ChannelKey
{
    private const string China = "86";
    private const int MobileLength = 11;
    private const int MinDigits = 3;
    private const int MaxDigits = 20;

    /// <summary>What was typed, in one width and case, without what cannot be seen.</summary>
    public static string Clean(string typed) =>
        string.Concat(
                WellFormed
                    .Normalize(typed, NormalizationForm.FormKC)
                    .ToLowerInvariant()
                    .Replace('。', '.')
                    .Where(c => char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control))
            )
            .Trim();

    /// <returns>null when the text is nothing of that kind.</returns>
    public static string? Of(ChannelKind kind, string typed)
    {
        var text = Clean(typed);
        return kind switch
        {
            ChannelKind.Phone => Phone(text),
            ChannelKind.Email => Email(text),
            ChannelKind.Domain => Domain(text),
            _ => Account(text),
        };
    }

    private static string? Phone(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (
            digits.Length is < MinDigits or > MaxDigits
            || text.Any(c => !char.IsAsciiDigit(c) && !" +-()./".Contains(c, StringComparison.Ordinal))
        )
        {
            return null;
        }

        var isInternational = text.StartsWith('+') || digits.StartsWith("00", StringComparison.Ordinal);
        digits = digits.TrimStart('0');
        var hasChina =
            digits.StartsWith(China, StringComparison.Ordinal)
            && (isInternational || (digits.Length == China.Length + MobileLength && digits[China.Length] == '1'));

        // Within the country a 0 leads to the city, from abroad it is left out. A foreign number may have the digits of one of ours.
        return hasChina ? digits[China.Length..].TrimStart('0')
            : isInternational ? "+" + digits
            : digits;
    }

    private static string? Email(string text)
    {
        var at = text.LastIndexOf('@');
        return
            at > 0
            && !text.Contains('/', StringComparison.Ordinal)
            && !text.Contains(' ', StringComparison.Ordinal)
            && Domain(text[(at + 1)..]) is { } domain
            ? $"{text[..at]}@{domain}"
            : null;
    }

    private static string? Domain(string text)
    {
        var address = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        if (
            text.Contains(' ', StringComparison.Ordinal)
            || !Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || uri.UserInfo.Length > 0
        )
        {
            return null;
        }

        string host;
        try
        {
            host = uri.IdnHost.TrimEnd('.');
        }
        catch (UriFormatException)
        {
            // Characters that no host name may have are noticed only here.
            return null;
        }

        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        return host.Contains('.', StringComparison.Ordinal) ? host : null;
    }

    private static string? Account(string text) =>
        string.Concat(text.Where(c => !char.IsWhiteSpace(c))).TrimStart('@') is { Length: > 0 } name ? name : null;
}
