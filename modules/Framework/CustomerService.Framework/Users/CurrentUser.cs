using System.Security.Claims;
using CustomerService.Framework.MultiTenancy;

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

public static class PrincipalExtensions
{
    /// <summary>An API token acts: it has its scopes and nothing that people have.</summary>
    public static bool IsProgram(this ClaimsPrincipal principal) => principal.HasClaim(c => c.Type == CustomerServiceClaims.Scope);
}

/// <summary>Who is acting; the system itself when not authenticated and outside of a request.</summary>
public interface ICurrentUser
{
    bool IsAuthenticated { get; }

    Guid? Id { get; }

    string? Name { get; }

    string? Email { get; }

    bool IsInRole(string role);

    ClaimsPrincipal? Principal { get; }
}

/// <summary>Holds the acting principal across requests, circuits and jobs.</summary>
public interface ICurrentPrincipalAccessor
{
    ClaimsPrincipal? Principal { get; }

    IDisposable Change(ClaimsPrincipal? principal);
}

internal sealed class CurrentPrincipalAccessor(Microsoft.AspNetCore.Http.IHttpContextAccessor http) : ICurrentPrincipalAccessor
{
    private static readonly AsyncLocal<Holder?> Current = new();

    public ClaimsPrincipal? Principal => Current.Value is { } holder ? holder.Principal : http.HttpContext?.User;

    public IDisposable Change(ClaimsPrincipal? principal)
    {
        var before = Current.Value;
        Current.Value = new Holder(principal);
        return new Restore(() => Current.Value = before);
    }

    private sealed record Holder(ClaimsPrincipal? Principal);
}

/// <summary>A principal, read by its claims.</summary>
public sealed class PrincipalUser(ClaimsPrincipal? principal) : ICurrentUser
{
    public ClaimsPrincipal? Principal => principal;

    public bool IsAuthenticated => principal?.Identity?.IsAuthenticated == true;

    public Guid? Id => Guid.TryParse(principal?.FindFirstValue(CustomerServiceClaims.UserId), out var id) ? id : null;

    public string? Name => principal?.FindFirstValue(CustomerServiceClaims.Name);

    public string? Email => principal?.FindFirstValue(CustomerServiceClaims.Email);

    public bool IsInRole(string role) => principal?.HasClaim(CustomerServiceClaims.Role, role) == true;
}

internal sealed class CurrentUser(ICurrentPrincipalAccessor accessor) : ICurrentUser
{
    public ClaimsPrincipal? Principal => accessor.Principal;

    public bool IsAuthenticated => User.IsAuthenticated;

    public Guid? Id => User.Id;

    public string? Name => User.Name;

    public string? Email => User.Email;

    private PrincipalUser User => new(accessor.Principal);

    public bool IsInRole(string role) => User.IsInRole(role);
}
