using CustomerService.Framework.Modularity;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Identity.SignIn;

/// <param name="Id">Counts the wrong passwords that are typed on it.</param>
/// <param name="Users">Who has signed in there, the last one first.</param>
internal sealed record KnownDevice(Guid Id, IReadOnlyList<Guid> Users);

/// <summary>
/// A cookie that stays after signing out and says who has been here before. It opens nothing: it only tells the owner of an account
/// from strangers who guess the password.
/// </summary>
internal sealed class KnownDevices(SignedLinks links, IHttpContextAccessor http) : ISingletonDependency
{
    private const string Purpose = "device";

    /// <summary>People who share a browser.</summary>
    private const int MaxUsers = 8;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <returns>The device's id, when this person has signed in on it.</returns>
    public Guid? Find(Guid userId) => Read() is { } device && device.Users.Contains(userId) ? device.Id : null;

    public void Remember(Guid userId)
    {
        if (http.HttpContext is not { Response.HasStarted: false } context)
        {
            return;
        }

        var device = Read() ?? new KnownDevice(Guid.CreateVersion7(), []);
        device = device with { Users = [userId, .. device.Users.Where(u => u != userId).Take(MaxUsers - 1)] };
        context.Response.Cookies.Append(
            IdentityCookies.Device,
            links.Seal(Purpose, device, Lifetime),
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = Lifetime,
                Path = "/",
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            }
        );
    }

    private KnownDevice? Read() =>
        http.HttpContext?.Request.Cookies[IdentityCookies.Device] is { } text
        && links.Open<KnownDevice>(Purpose, text) is { IsExpired: false } device
            ? device.Payload
            : null;
}
