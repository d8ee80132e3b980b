using System.Security.Claims;

namespace CustomerService.Framework.Users;

/// <summary>Holds the acting principal across requests, circuits and jobs.</summary>
public interface ICurrentPrincipalAccessor
{
    ClaimsPrincipal? Principal { get; }

    IDisposable Change(ClaimsPrincipal? principal);
}
