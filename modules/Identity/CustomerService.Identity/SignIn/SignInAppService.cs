using System.Globalization;
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
    SignInPauses pauses,
    KnownDevices devices,
    IPasswordHasher<User> hasher,
    PasswordLinks passwordLinks,
    AccessLinks accessLinks,
    AddressConfirmation addresses,
    WorkspaceFinder workspaces,
    DemoAccounts demo,
    ICurrentUser currentUser,
    IAuditLogger audit,
    IHttpContextAccessor http
) : ISignInAppService
{
    /// <summary>Whose password nobody has: an unknown address costs as much work as a wrong password.</summary>
    private static readonly User Nobody = new("nobody@nowhere.example", "", RoleNames.Customer, "en");
    private static string? s_nobodysHash;

    [AllowAnonymous]
    public async Task<SignInResultDto> SignInAsync(SignInInput input, CancellationToken cancellationToken = default)
    {
        throttle.Check();
        var user = await users.FindByEmailAsync(input.Email.Trim());
        var account = user is { IsActive: true, PasswordHash: not null } ? user : null;
        var pause = account is null ? pauses.OfNobody(User.Normalize(input.Email)) : pauses.Of(account, devices.Find(account.Id));
        if (await pause.BeginAsync(cancellationToken) is { } left)
        {
            TakeAsLong(input.Password);
            return Refused(left);
        }

        if (account is null)
        {
            TakeAsLong(input.Password);
            return Refused(await pause.FailAsync());
        }

        if (!await users.CheckPasswordAsync(account, input.Password))
        {
            audit.RecordAs(account.Id, account.Name, AuditAction.SignInRefused, nameof(User), account.Id, account.Name);
            return Refused(await pause.FailAsync());
        }

        await pause.SucceedAsync();
        sessions.Begin(account);
        return new SignInResultDto(SignInStatus.Succeeded, LocalPath.Or(input.ReturnUrl, HomeOf(account.Role)));
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
    public Task ConfirmAddressAsync(ConfirmAddressInput input, CancellationToken cancellationToken = default)
    {
        throttle.Check();
        return addresses.ConfirmAsync(input.Token, cancellationToken);
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
            await addresses.MarkConfirmedAsync(user, cancellationToken);
        }

        (await users.AddPasswordAsync(user, input.Password)).OrThrow();
        sessions.Begin(user);
    }

    [AllowAnonymous]
    public Task<AccessResultDto> OpenLinkAsync(string token, CancellationToken cancellationToken = default) =>
        accessLinks.AcceptAsync(token, isPressed: false, cancellationToken);

    [AllowAnonymous]
    public Task<AccessResultDto> AcceptLinkAsync(string token, CancellationToken cancellationToken = default) =>
        accessLinks.AcceptAsync(token, isPressed: true, cancellationToken);

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

    private void TakeAsLong(string password) =>
        hasher.VerifyHashedPassword(Nobody, s_nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()), password);

    /// <param name="left">Of the pause, when there is one.</param>
    private static SignInResultDto Refused(TimeSpan? left) =>
        left is { } pause
            ? new SignInResultDto(
                SignInStatus.LockedOut,
                null,
                (int)Math.Clamp(Math.Ceiling(pause.TotalMinutes), 1, SignInPause.LockTime.TotalMinutes)
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
