using System.Security.Claims;

namespace CustomerService.Framework.Users;

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
