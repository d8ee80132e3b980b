using System.Security.Claims;

namespace CustomerService.Framework.Users;

public static class CustomerServiceClaims
{
    public const string UserId = ClaimTypes.NameIdentifier;
    public const string Name = ClaimTypes.Name;
    public const string Email = ClaimTypes.Email;
    public const string Role = ClaimTypes.Role;
    public const string TenantId = "tenant";
    public const string SessionId = "session";

    /// <summary>IANA time zone of the person; absent means the tenant's.</summary>
    public const string TimeZone = "zoneinfo";

    /// <summary>A permission that an API token was granted; a principal with any scope claim has no other permissions.</summary>
    public const string Scope = "scope";
}
