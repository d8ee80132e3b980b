using System.Buffers.Text;
using System.Text;
using CustomerService.Framework.Data;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Sessions;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Identity;

namespace CustomerService.Identity.SignIn;

/// <param name="Stamp">The person's security stamp: accepting changes it, so an invitation works once.</param>
/// <param name="IsHandedOver">Shown to whoever invited: that somebody has it says nothing about their address.</param>
internal sealed record Invitation(Guid UserId, string Stamp, bool IsHandedOver = false);

/// <summary>Links by which somebody chooses a password: the first one (invitation) or a new one (reset).</summary>
internal sealed class PasswordLinks(
    UserManager<User> users,
    SignedLinks links,
    SessionIssuer sessions,
    KnownDevices devices,
    IUnitOfWorkManager unitOfWorkManager,
    IdentityMails mails,
    AddressConfirmation addresses,
    IEmailSender sender,
    ISiteUrls urls
) : ITransientDependency
{
    private const string InvitationPurpose = "invitation";
    private static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);

    /// <summary>
    /// Mails the invitation, and makes another link to hand over. What could not go out now is not queued: it would lie
    /// there with a link that works, and be sent long after somebody came in by the other one.
    /// </summary>
    public async Task<SentInvitationDto> InviteAsync(User user, string inviter, CancellationToken cancellationToken)
    {
        var isHeld = await addresses.IsMailHeldAsync(cancellationToken);
        var isMailed = sender.IsSetUp && !isHeld;
        if (isMailed)
        {
            await mails.SendInvitationAsync(user, inviter, InvitationPath(user, isHandedOver: false), cancellationToken);
        }

        var url = await urls.AbsoluteAsync(InvitationPath(user, isHandedOver: true), cancellationToken);
        return new SentInvitationDto(user.Name, user.Email, url, isMailed, isHeld && sender.IsSetUp);
    }

    public async Task<(User User, bool ProvesAddress)> OpenInvitationAsync(string token)
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
            ? (user, !link.Payload.IsHandedOver)
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
                await addresses.IsAwaitedAsync(user, cancellationToken),
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
        await addresses.MarkConfirmedAsync(user, cancellationToken);
        await sessions.EndAllAsync(user.Id, null, cancellationToken);

        // Whoever reads the mail is the owner and comes in from here; strangers stay paused.
        unitOfWorkManager.Current!.OnCompleted(() =>
        {
            devices.Remember(user.Id);
            return Task.CompletedTask;
        });
    }

    private string InvitationPath(User user, bool isHandedOver) =>
        "/invitation/" + links.Seal(InvitationPurpose, new Invitation(user.Id, user.SecurityStamp, isHandedOver), InvitationLifetime);

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
