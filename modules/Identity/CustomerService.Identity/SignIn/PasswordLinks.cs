using System.Buffers.Text;
using System.Text;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Sessions;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Identity;

namespace CustomerService.Identity.SignIn;

/// <param name="Stamp">The person's security stamp: accepting changes it, so an invitation works once.</param>
internal sealed record Invitation(Guid UserId, string Stamp);

/// <summary>Links by which somebody chooses a password: the first one (invitation) or a new one (reset).</summary>
internal sealed class PasswordLinks(UserManager<User> users, SignedLinks links, SessionIssuer sessions, IdentityMails mails)
    : ITransientDependency
{
    private const string InvitationPurpose = "invitation";
    private static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);

    public Task SendInvitationAsync(User user, string inviter, CancellationToken cancellationToken) =>
        mails.SendInvitationAsync(
            user,
            inviter,
            "/invitation/" + links.Seal(InvitationPurpose, new Invitation(user.Id, user.SecurityStamp), InvitationLifetime),
            cancellationToken
        );

    public async Task<User> OpenInvitationAsync(string token)
    {
        var link = links.Open<Invitation>(InvitationPurpose, token) ?? throw new BusinessException(IdentityErrorCodes.LinkInvalid);
        var user = await users.FindByIdAsync(link.Payload.UserId.ToString());
        if (link.IsExpired)
        {
            throw new BusinessException(IdentityErrorCodes.LinkExpired);
        }

        if (user is { IsActive: true, IsInvited: false, IsStaff: true })
        {
            throw new BusinessException(IdentityErrorCodes.AlreadyJoined);
        }

        return user is { IsActive: true, IsInvited: true } && user.SecurityStamp == link.Payload.Stamp
            ? user
            : throw new BusinessException(IdentityErrorCodes.LinkInvalid);
    }

    public async Task SendResetAsync(string email, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(email) is { IsActive: true } user)
        {
            var code = $"{user.Id:N}.{await users.GeneratePasswordResetTokenAsync(user)}";
            await mails.SendResetAsync(
                user,
                "/signin/reset?token=" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(code)),
                cancellationToken
            );
        }
    }

    public async Task ResetAsync(string token, string password, CancellationToken cancellationToken)
    {
        var parts = Decode(token).Split('.', 2);
        var user = parts.Length == 2 ? await users.FindByIdAsync(parts[0]) : null;
        if (user is not { IsActive: true })
        {
            throw new BusinessException(IdentityErrorCodes.LinkInvalid);
        }

        (await users.ResetPasswordAsync(user, parts[1], password)).OrThrow();
        (await users.SetLockoutEndDateAsync(user, null)).OrThrow();
        (await users.ResetAccessFailedCountAsync(user)).OrThrow();
        user.ConfirmEmail();
        await sessions.EndAllAsync(user.Id, null, cancellationToken);
    }

    private static string Decode(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        }
        catch (FormatException)
        {
            return "";
        }
    }
}
