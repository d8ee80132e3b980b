using CustomerService.Identity;
using Microsoft.Extensions.Primitives;

namespace CustomerService.Web.Infrastructure;

/// <summary>
/// Over https the cookies that sign somebody in carry the prefix <c>__Host-</c>: browsers then take them from this very host and over
/// https only, so that neither a neighbouring name nor somebody on the way can plant one. Inside they keep their plain names. Over http,
/// as in development, browsers would refuse the prefix. Must stand behind the forwarded headers and before whatever reads cookies.
/// </summary>
internal sealed class HostCookiesMiddleware(RequestDelegate next)
{
    public const string AntiforgeryCookie = "cs-antiforgery";
    private const string Prefix = "__Host-";
    private const string Secure = "; secure";

    private static readonly string[] Names = [IdentityCookies.Session, IdentityCookies.Device, AntiforgeryCookie];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.IsHttps)
        {
            context.Request.Headers.Cookie = Received(context.Request.Headers.Cookie);
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                if (headers.SetCookie.Count > 0)
                {
                    headers.SetCookie = new StringValues([.. headers.SetCookie.Select(Sent)]);
                }

                return Task.CompletedTask;
            });
        }

        return next(context);
    }

    /// <summary>A plain name is dropped: whoever could not set the prefixed one has set it.</summary>
    private static StringValues Received(StringValues headers)
    {
        var kept = headers
            .SelectMany(h => (h ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(cookie => !IsOurs(cookie))
            .Select(cookie => cookie.StartsWith(Prefix, StringComparison.Ordinal) ? Plain(cookie) : cookie)
            .ToList();
        return kept.Count == 0 ? StringValues.Empty : string.Join("; ", kept);
    }

    private static string Plain(string cookie) => IsOurs(cookie[Prefix.Length..]) ? cookie[Prefix.Length..] : cookie;

    private static string? Sent(string? cookie) =>
        cookie is null || !IsOurs(cookie) ? cookie
        : cookie.Contains(Secure, StringComparison.OrdinalIgnoreCase) ? Prefix + cookie
        : Prefix + cookie + Secure;

    /// <summary>Long sessions come in pieces: <c>cs-session</c>, <c>cs-sessionC1</c> and so on.</summary>
    private static bool IsOurs(string cookie) =>
        Names.Any(name =>
            cookie.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            && cookie.AsSpan(name.Length).TrimStart() is var rest
            && (rest is ['=', ..] || (rest is ['C' or 'c', var digit, ..] && char.IsAsciiDigit(digit)))
        );
}
