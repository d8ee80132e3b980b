using System.Security.Claims;
using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Framework.Users;

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
