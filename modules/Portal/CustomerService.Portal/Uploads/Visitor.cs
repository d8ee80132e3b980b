using System.Buffers.Text;
using System.Security.Cryptography;
using CustomerService.Framework.Http;
using CustomerService.Tickets;
using CustomerService.Tickets.Portal.Uploads;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Portal.Uploads;

/// <summary>Whose files these are before anybody has signed in: a cookie that only comes to those who upload.</summary>
internal static class Visitor
{
    private const string Cookie = "cs-visitor";
    private const int SecretBytes = 32;

    /// <returns>null for who has brought nothing so far.</returns>
    public static UploadVisitor? Find(HttpContext http) =>
        (http.Items[Cookie] as string ?? http.Request.Cookies[Cookie]) is { Length: > 0 } secret
            ? new UploadVisitor(secret, ClientNetwork.Of(http))
            : null;

    public static UploadVisitor FindOrGreet(HttpContext http)
    {
        if (Find(http) is { } known)
        {
            return known;
        }

        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        http.Response.Cookies.Append(
            Cookie,
            secret,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                IsEssential = true,
                MaxAge = TicketLimits.UploadLifetime * 2,
            }
        );

        // Whoever brings two files with one form is one visitor.
        http.Items[Cookie] = secret;
        return Find(http)!;
    }
}
