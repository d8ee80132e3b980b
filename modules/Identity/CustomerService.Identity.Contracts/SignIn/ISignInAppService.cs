using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Emailing;

namespace CustomerService.Identity.SignIn;

/// <summary>Every way into a tenant, or into the host's own space. Answers never tell whether an address has an account.</summary>
public interface ISignInAppService : IApplicationService
{
    /// <summary>By password; on success the session's cookie is set on the current response.</summary>
    Task<SignInResultDto> SignInAsync(SignInInput input, CancellationToken cancellationToken = default);

    /// <summary>Ends the current session.</summary>
    Task SignOutAsync(CancellationToken cancellationToken = default);

    /// <summary>Mails a customer a link that signs in; says nothing about whether there is one.</summary>
    Task SendLinkAsync(SendLinkInput input, CancellationToken cancellationToken = default);

    /// <summary>Mails a link to choose a new password; says nothing about whether there is an account.</summary>
    Task SendResetAsync(SendResetInput input, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sets the new password and ends all sessions. From then on this browser is a known device, which a pause of the account by
    /// strangers does not concern.
    /// </summary>
    Task ResetPasswordAsync(ResetPasswordInput input, CancellationToken cancellationToken = default);

    /// <summary>The mailed link by which a colleague shows that the address is theirs.</summary>
    Task ConfirmAddressAsync(ConfirmAddressInput input, CancellationToken cancellationToken = default);

    /// <summary>What the invitation page shows.</summary>
    Task<InvitationDto> GetInvitationAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>Sets name and password and signs in.</summary>
    Task AcceptInvitationAsync(AcceptInvitationInput input, CancellationToken cancellationToken = default);

    /// <summary>
    /// What a visit to <c>/access/…</c> does: whoever is signed in already, or was given the link on the page, goes on. A mailed link
    /// asks for <see cref="AcceptLinkAsync"/>.
    /// </summary>
    Task<AccessResultDto> OpenLinkAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>Signs in and says where to go, or that the link is too old; proves the address it was mailed to.</summary>
    Task<AccessResultDto> AcceptLinkAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>Mails a fresh link in place of one that is too old, to the same person and page.</summary>
    Task RenewLinkAsync(RenewLinkInput input, CancellationToken cancellationToken = default);

    /// <summary>Follows the link from the sign-up page on the host name to the new tenant; once.</summary>
    Task<AccessResultDto> AcceptHandOverAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>On the host site: mails a person the addresses of the workspaces where this address is staff.</summary>
    Task SendWorkspacesAsync(SendResetInput input, CancellationToken cancellationToken = default);

    /// <summary>On the host site: the sign-in address of a workspace, or null.</summary>
    Task<string?> FindWorkspaceAsync(string slug, CancellationToken cancellationToken = default);

    /// <summary>The people of a demo tenant, in Development with demo data only; else empty.</summary>
    Task<IReadOnlyList<DemoAccountDto>> GetDemoAccountsAsync(CancellationToken cancellationToken = default);
}

public sealed class SignInInput
{
    [Required, StringLength(254)]
    public string Email { get; set; } = "";

    [Required, StringLength(128)]
    public string Password { get; set; } = "";

    [StringLength(2000)]
    public string? ReturnUrl { get; set; }
}

public sealed class ConfirmAddressInput
{
    [Required, StringLength(2000)]
    public string Token { get; set; } = "";
}

public sealed class SendLinkInput
{
    [Required, Email, StringLength(254)]
    public string Email { get; set; } = "";

    [StringLength(2000)]
    public string? ReturnUrl { get; set; }
}

public sealed class SendResetInput
{
    [Required, Email, StringLength(254)]
    public string Email { get; set; } = "";
}

public sealed class ResetPasswordInput
{
    [Required, StringLength(2000)]
    public string Token { get; set; } = "";

    [Required, MinLength(PasswordRules.MinLength), StringLength(128)]
    public string Password { get; set; } = "";
}

public sealed class AcceptInvitationInput
{
    [Required, StringLength(2000)]
    public string Token { get; set; } = "";

    [Required, StringLength(64), PlainName]
    public string Name { get; set; } = "";

    [Required, MinLength(PasswordRules.MinLength), StringLength(128)]
    public string Password { get; set; } = "";
}

public sealed class RenewLinkInput
{
    [Required, StringLength(4000)]
    public string Token { get; set; } = "";
}

public static class PasswordRules
{
    /// <summary>Length is what counts; rules about signs and digits make people write passwords down.</summary>
    public const int MinLength = 10;
}

public enum SignInStatus
{
    Succeeded,
    WrongCredentials,
    LockedOut,
}

/// <param name="ReturnUrl">A path on this host, when it worked.</param>
/// <param name="MinutesLeft">Until a lock ends.</param>
public sealed record SignInResultDto(SignInStatus Status, string? ReturnUrl, int MinutesLeft = 0);

public sealed record InvitationDto(string Email, string Name, string Role);

/// <param name="ReturnUrl">A path on this host, when the link was good.</param>
/// <param name="CanRenew">The link was genuine and is only too old, or used up.</param>
/// <param name="IsForAPerson">The link is good, and a person has to press the button.</param>
public sealed record AccessResultDto(string? ReturnUrl, bool CanRenew, bool IsForAPerson = false);

/// <param name="Link">Customers have no password: this path signs them in.</param>
public sealed record DemoAccountDto(string Name, string Email, string Role, string Password, string? Link);
