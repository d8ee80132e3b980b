using System.Security.Claims;

namespace CustomerService.Framework.Users;

public static class PrincipalExtensions
{
    /// <summary>An API token acts: it has its scopes and nothing that people have.</summary>
    public static bool IsProgram(this ClaimsPrincipal principal) => principal.HasClaim(c => c.Type == CustomerServiceClaims.Scope);
}
