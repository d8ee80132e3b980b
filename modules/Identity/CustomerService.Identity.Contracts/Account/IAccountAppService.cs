using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Emailing;
using CustomerService.Identity.SignIn;

namespace CustomerService.Identity.Account;

/// <summary>What everybody can change about themselves.</summary>
public interface IAccountAppService : IApplicationService
{
    Task<AccountDto> GetAsync(CancellationToken cancellationToken = default);

    Task UpdateAsync(UpdateAccountInput input, CancellationToken cancellationToken = default);

    /// <summary>Ends all other sessions.</summary>
    Task ChangePasswordAsync(ChangePasswordInput input, CancellationToken cancellationToken = default);

    /// <summary>Mails the link that confirms the address of the one who opened the workspace; until then it can be another.</summary>
    Task SendConfirmationAsync(SendConfirmationInput input, CancellationToken cancellationToken = default);

    Task EndSessionAsync(Guid id, CancellationToken cancellationToken = default);

    Task EndOtherSessionsAsync(CancellationToken cancellationToken = default);
}

public sealed class UpdateAccountInput
{
    [Required, StringLength(64), PlainName]
    public string Name { get; set; } = "";

    [Required, StringLength(16)]
    public string Language { get; set; } = "";

    /// <summary>IANA id; empty for the workspace's.</summary>
    [StringLength(64)]
    public string? TimeZone { get; set; }
}

public sealed class SendConfirmationInput
{
    [Required, Email, StringLength(254)]
    public string Email { get; set; } = "";
}

public sealed class ChangePasswordInput
{
    /// <summary>Empty for those who have none yet.</summary>
    [StringLength(128)]
    public string? Current { get; set; }

    [Required, MinLength(PasswordRules.MinLength), StringLength(128)]
    public string New { get; set; } = "";
}

/// <param name="IsConfirmationAwaited">The workspace's emails wait until this person has confirmed the address.</param>
public sealed record AccountDto(
    string Name,
    string Email,
    string Language,
    string? TimeZone,
    bool HasPassword,
    bool IsConfirmationAwaited,
    IReadOnlyList<SessionDto> Sessions
);

/// <param name="Device">Browser and system, in words.</param>
/// <param name="Address">The network address from which the person signed in.</param>
public sealed record SessionDto(Guid Id, string Device, string? Address, DateTime CreationTime, DateTime LastSeen, bool IsCurrent);
