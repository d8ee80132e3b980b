using System.Globalization;
using CustomerService.Framework.Application;
using CustomerService.Framework.Auditing;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Http;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Users;
using CustomerService.Identity.Sessions;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace CustomerService.Identity.SignIn;

[AllowAnonymous]
internal sealed class SignInAppService(
    UserManager<User> users,
    SessionIssuer sessions,
    SignInThrottle throttle,
    PasswordLinks passwordLinks,
    AccessLinks accessLinks,
    WorkspaceFinder workspaces,
    DemoAccounts demo,
    ICurrentUser currentUser,
    IAuditLogger audit,
    IHttpContextAccessor http,
    TimeProvider time
) : ISignInAppService, IApplicationService
{
    /// <summary>The hash of a password nobody has: an unknown address costs as much time as a wrong password.</summary>
    private static readonly Lazy<string> NobodysHash = new(() =>
        new PasswordHasher<object>().HashPassword(new object(), Guid.NewGuid().ToString())
    );

    [AllowAnonymous]
    public async Task<SignInResultDto> SignInAsync(SignInInput input, CancellationToken cancellationToken = default)
    {
        throttle.Check();
        var user = await users.FindByEmailAsync(input.Email.Trim());
        if (user is not { IsActive: true, PasswordHash: not null })
        {
            TakeAsLong(input.Password);
            return Refused(throttle.FailUnknown(User.Normalize(input.Email)), SignInThrottle.LockTime);
        }

        if (await users.IsLockedOutAsync(user))
        {
            TakeAsLong(input.Password);
            return Refused(true, user.LockoutEnd - time.GetUtcNow().UtcDateTime);
        }

        if (!await users.CheckPasswordAsync(user, input.Password))
        {
            (await users.AccessFailedAsync(user)).OrThrow();
            audit.RecordAs(user.Id, user.Name, AuditAction.SignInRefused, nameof(User), user.Id, user.Name);
            return Refused(await users.IsLockedOutAsync(user), SignInThrottle.LockTime);
        }

        (await users.ResetAccessFailedCountAsync(user)).OrThrow();
        sessions.Begin(user);
        return new SignInResultDto(SignInStatus.Succeeded, LocalPath.Or(input.ReturnUrl, HomeOf(user.Role)));
    }

    [AllowAnonymous]
    public async Task SignOutAsync(CancellationToken cancellationToken = default)
    {
        if (
            currentUser.Id is { } id
            && Guid.TryParse(currentUser.Principal?.FindFirst(CustomerServiceClaims.SessionId)?.Value, out var session)
        )
        {
            await sessions.EndAsync(id, session, cancellationToken);
            audit.Record(AuditAction.SignedOut, nameof(User), id, currentUser.Name);
        }

        await http.HttpContext!.SignOutAsync(IdentitySchemes.Cookie);
    }

    [AllowAnonymous]
    public Task SendLinkAsync(SendLinkInput input, CancellationToken cancellationToken = default)
    {
        throttle.Check();
        return accessLinks.SendAsync(input.Email.Trim(), LocalPath.Or(input.ReturnUrl, "/requests"), cancellationToken);
    }

    [AllowAnonymous]
    public Task SendResetAsync(SendResetInput input, CancellationToken cancellationToken = default)
    {
        throttle.Check();
        return passwordLinks.SendResetAsync(input.Email.Trim(), cancellationToken);
    }

    [AllowAnonymous]
    public Task ResetPasswordAsync(ResetPasswordInput input, CancellationToken cancellationToken = default)
    {
        throttle.Check();
        return passwordLinks.ResetAsync(input.Token, input.Password, cancellationToken);
    }

    [AllowAnonymous]
    public async Task<InvitationDto> GetInvitationAsync(string token, CancellationToken cancellationToken = default)
    {
        var (user, _) = await passwordLinks.OpenInvitationAsync(token);
        return new InvitationDto(user.Email, user.Name, user.Role);
    }

    [AllowAnonymous]
    public async Task AcceptInvitationAsync(AcceptInvitationInput input, CancellationToken cancellationToken = default)
    {
        throttle.Check();
        var (user, provesAddress) = await passwordLinks.OpenInvitationAsync(input.Token);
        user.Rename(input.Name);
        if (provesAddress)
        {
            user.ConfirmEmail();
        }

        (await users.AddPasswordAsync(user, input.Password)).OrThrow();
        sessions.Begin(user);
    }

    [AllowAnonymous]
    public Task<AccessResultDto> AcceptLinkAsync(string token, CancellationToken cancellationToken = default) =>
        accessLinks.AcceptAsync(token, cancellationToken);

    [AllowAnonymous]
    public Task RenewLinkAsync(RenewLinkInput input, CancellationToken cancellationToken = default)
    {
        throttle.Check();
        return accessLinks.RenewAsync(input.Token, cancellationToken);
    }

    [AllowAnonymous]
    public Task<AccessResultDto> AcceptHandOverAsync(string token, CancellationToken cancellationToken = default) =>
        accessLinks.AcceptHandOverAsync(token, cancellationToken);

    [AllowAnonymous]
    public Task SendWorkspacesAsync(SendResetInput input, CancellationToken cancellationToken = default)
    {
        throttle.Check();
        return workspaces.SendAsync(input.Email.Trim(), JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture), cancellationToken);
    }

    [AllowAnonymous]
    public Task<string?> FindWorkspaceAsync(string slug, CancellationToken cancellationToken = default) =>
        workspaces.FindAsync(slug, cancellationToken);

    [AllowAnonymous]
    public Task<IReadOnlyList<DemoAccountDto>> GetDemoAccountsAsync(CancellationToken cancellationToken = default) =>
        demo.GetAsync(cancellationToken);

    private static void TakeAsLong(string password) =>
        new PasswordHasher<object>().VerifyHashedPassword(new object(), NobodysHash.Value, password);

    private static SignInResultDto Refused(bool isLocked, TimeSpan? left) =>
        isLocked
            ? new SignInResultDto(
                SignInStatus.LockedOut,
                null,
                (int)Math.Clamp(Math.Ceiling(left?.TotalMinutes ?? 0), 1, SignInThrottle.LockTime.TotalMinutes)
            )
            : new SignInResultDto(SignInStatus.WrongCredentials, null);

    /// <summary>Where people begin: operators at the console, customers at the portal, colleagues at the desk.</summary>
    private static string HomeOf(string role) =>
        role switch
        {
            RoleNames.HostOperator => "/host/tenants",
            RoleNames.Customer => "/",
            _ => "/desk",
        };
}
