using System.Security.Claims;

namespace CustomerService.Framework.Users;

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
