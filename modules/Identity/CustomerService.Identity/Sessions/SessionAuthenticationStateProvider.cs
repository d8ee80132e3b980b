using System.Security.Claims;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace CustomerService.Identity.Sessions;

/// <summary>
/// An open page loses its rights when its session ends, and takes on a changed role, without waiting for the next
/// request.
/// </summary>
internal sealed class SessionAuthenticationStateProvider : RevalidatingServerAuthenticationStateProvider
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private readonly SessionManager _sessions;
    private readonly ICurrentTenant _tenant;
    private readonly IDisposable _subscription;

    public SessionAuthenticationStateProvider(
        ILoggerFactory loggerFactory,
        SessionManager sessions,
        ICurrentTenant tenant,
        IRealTimeHub hub
    )
        : base(loggerFactory)
    {
        (_sessions, _tenant) = (sessions, tenant);
        _subscription = hub.SubscribeAll(
            (tenantKey, message) => message.Topic == SessionManager.Topic ? OnChangedAsync(tenantKey, message.Key) : Task.CompletedTask
        );
    }

    /// <summary>From memory. A suspended workspace's open pages end within two of these, and so does what a node missed.</summary>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(4);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState,
        CancellationToken cancellationToken
    )
    {
        using var tenant = ChangeTenant(authenticationState.User);
        if (await _sessions.FindSuspendedAsync() is { } suspended)
        {
            var reason = new ClaimsIdentity([new Claim(IdentityClaims.Suspended, suspended.Name)]);
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(reason))));
            return true;
        }

        return await _sessions.RevalidateAsync(authenticationState.User) is not null;
    }

    protected override void Dispose(bool disposing)
    {
        _subscription.Dispose();
        base.Dispose(disposing);
    }

    private async Task OnChangedAsync(Guid tenantKey, string userId)
    {
        ClaimsPrincipal user;
        try
        {
            user = (await GetAuthenticationStateAsync()).User;
        }
        catch (InvalidOperationException)
        {
            // Nobody was set yet: this scope has no page.
            return;
        }

        if (
            user.FindFirstValue(CustomerServiceClaims.UserId) != userId
            || user.FindFirstValue(CustomerServiceClaims.TenantId) != tenantKey.ToString()
        )
        {
            return;
        }

        var current = await RevalidateAsync(user);
        if (!ReferenceEquals(current, user))
        {
            SetAuthenticationState(Task.FromResult(current is null ? Nobody : new AuthenticationState(current)));
        }
    }

    private async Task<ClaimsPrincipal?> RevalidateAsync(ClaimsPrincipal principal)
    {
        using var tenant = ChangeTenant(principal);
        return await _sessions.RevalidateAsync(principal);
    }

    private IDisposable ChangeTenant(ClaimsPrincipal principal) =>
        _tenant.Change(Guid.TryParse(principal.FindFirstValue(CustomerServiceClaims.TenantId), out var id) ? id : null);
}
