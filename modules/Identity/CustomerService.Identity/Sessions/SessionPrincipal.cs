using System.Security.Claims;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;

namespace CustomerService.Identity.Sessions;

/// <param name="Sessions">Those that still count.</param>
internal sealed record UserState(
    Guid Id,
    string Name,
    string Email,
    string Role,
    string? TimeZone,
    bool IsActive,
    IReadOnlySet<Guid> Sessions
);

/// <summary>The claims of somebody who is signed in.</summary>
internal static class SessionPrincipal
{
    private static readonly string[] Mirrored =
    [
        CustomerServiceClaims.Name,
        CustomerServiceClaims.Email,
        CustomerServiceClaims.Role,
        CustomerServiceClaims.TimeZone,
    ];

    public static ClaimsPrincipal Create(UserState user, Guid tenantKey, Guid sessionId, Guid? onlyTicketId, bool isProven = true)
    {
        var claims = new List<Claim>
        {
            new(CustomerServiceClaims.UserId, user.Id.ToString()),
            // Whoever only knows an address does not learn whose it is.
            new(CustomerServiceClaims.Name, isProven ? user.Name : user.Email),
            new(CustomerServiceClaims.Email, user.Email),
            new(CustomerServiceClaims.Role, user.Role),
            new(CustomerServiceClaims.TenantId, tenantKey.ToString()),
            new(CustomerServiceClaims.SessionId, sessionId.ToString()),
        };
        if (isProven && user.TimeZone is { } zone)
        {
            claims.Add(new Claim(CustomerServiceClaims.TimeZone, zone));
        }

        if (onlyTicketId is { } ticket)
        {
            claims.Add(new Claim(IdentityClaims.OnlyTicket, ticket.ToString()));
        }

        if (!isProven)
        {
            claims.Add(new Claim(IdentityClaims.Unproven, "true"));
        }

        return new ClaimsPrincipal(
            new ClaimsIdentity(claims, IdentitySchemes.Cookie, CustomerServiceClaims.Name, CustomerServiceClaims.Role)
        );
    }

    /// <summary>The same session with what the user has become since.</summary>
    public static ClaimsPrincipal Refresh(ClaimsPrincipal principal, UserState user, Guid tenantKey, Guid sessionId)
    {
        var fresh = Create(
            user,
            tenantKey,
            sessionId,
            Guid.TryParse(principal.FindFirstValue(IdentityClaims.OnlyTicket), out var ticket) ? ticket : null,
            principal.FindFirst(IdentityClaims.Unproven) is null
        );
        return Mirrored.All(type => principal.FindFirstValue(type) == fresh.FindFirstValue(type)) ? principal : fresh;
    }
}
