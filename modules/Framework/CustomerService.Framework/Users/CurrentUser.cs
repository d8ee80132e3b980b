using System.Security.Claims;

namespace CustomerService.Framework.Users;

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
