using System.Globalization;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Users;
using CustomerService.Identity.Sessions;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity.SignIn;

/// <summary>Following links that sign in, and sending them.</summary>
internal sealed class AccessLinks(
    CustomerServiceDbContext db,
    UserManager<User> users,
    IUserIntegrationService people,
    SignedLinks links,
    AccessLinkService paths,
    PasswordLinks passwords,
    AddressConfirmation addresses,
    SessionIssuer sessions,
    IdentityMails mails,
    IDistributedEventBus events,
    ICurrentUser currentUser
) : ITransientDependency
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
    private static readonly AccessResultDto Refused = new(null, false);

    public async Task SendAsync(string email, string returnPath, CancellationToken cancellationToken)
    {
        var user = await users.FindByEmailAsync(email);
        if (user is { IsStaff: true })
        {
            // Colleagues sign in by password; this is their way to one.
            await passwords.SendResetAsync(email, cancellationToken);
        }
        else if (user is null or { IsActive: true })
        {
            var path = paths.PathOf(Once(new AccessLink(user?.Id, email, returnPath, null, IsMailed: true), user?.SecurityStamp), Lifetime);
            await mails.SendLinkAsync(
                user?.Email ?? email,
                user?.Name ?? EmailAddresses.LocalPart(email),
                user?.Language ?? JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture),
                path,
                cancellationToken
            );
        }
    }

    /// <param name="isPressed">
    /// A person has pressed the button. Programs that look into mails visit every link; a visit alone neither proves an address nor uses
    /// a link up.
    /// </param>
    public async Task<AccessResultDto> AcceptAsync(string token, bool isPressed, CancellationToken cancellationToken)
    {
        if (links.Open<AccessLink>(AccessLinkService.Purpose, token) is not { } link)
        {
            return Refused;
        }

        if (link.IsExpired)
        {
            return new AccessResultDto(null, true);
        }

        if (await CustomerOfAsync(link.Payload, cancellationToken) is not { IsActive: true, IsStaff: false } customer)
        {
            return Refused;
        }

        var staysSignedIn = ReachesAsMuch(customer, link.Payload);
        if (await IsUsedUpAsync(customer, link.Payload, cancellationToken))
        {
            return staysSignedIn ? new AccessResultDto(link.Payload.ReturnPath, false) : new AccessResultDto(null, true);
        }

        if (link.Payload.IsMailed && !isPressed && !staysSignedIn)
        {
            return new AccessResultDto(null, false, IsForAPerson: true);
        }

        if (link.Payload.IsMailed)
        {
            customer.ConfirmEmail();
            if (link.Payload.TicketId is { } proven)
            {
                await events.PublishAsync(new AddressProvenEto(customer.Id, proven));
            }
        }

        if (link.Payload.SessionId is { } once)
        {
            await sessions.BeginOnceAsync(customer, once, link.Payload.TicketId, cancellationToken);
        }
        else if (!staysSignedIn)
        {
            sessions.Begin(customer, link.Payload.TicketId, isProven: link.Payload.IsMailed);
        }

        return new AccessResultDto(link.Payload.ReturnPath, false);
    }

    public async Task RenewAsync(string token, CancellationToken cancellationToken)
    {
        if (
            links.Open<AccessLink>(AccessLinkService.Purpose, token) is { } link
            && await EmailOfAsync(link.Payload, cancellationToken) is { } known
        )
        {
            await mails.SendLinkAsync(
                known.Email,
                known.Name,
                known.Language,
                paths.PathOf(
                    link.Payload.SessionId is null ? link.Payload with { IsMailed = true } : Once(link.Payload, known.Stamp),
                    Lifetime
                ),
                cancellationToken
            );
        }
    }

    public async Task<AccessResultDto> AcceptHandOverAsync(string token, CancellationToken cancellationToken)
    {
        if (
            links.Open<HandOver>(SignUpHandOver.Purpose, token) is not { IsExpired: false } link
            || await users.FindByEmailAsync(link.Payload.Email) is not { IsActive: true, Role: RoleNames.Admin } admin
            || await db.Set<UserSession>().AnyAsync(s => s.Id == link.Payload.SessionId, cancellationToken)
        )
        {
            return Refused;
        }

        await sessions.BeginOnceAsync(admin, link.Payload.SessionId, null, cancellationToken);
        if (await addresses.IsAwaitedAsync(admin, cancellationToken))
        {
            await addresses.SendAsync(admin, cancellationToken);
        }

        return new AccessResultDto(link.Payload.ReturnPath, false);
    }

    private static AccessLink Once(AccessLink link, string? stamp) => link with { SessionId = Guid.CreateVersion7(), Stamp = stamp };

    /// <summary>A link to an address that had no account then ends with any other sign-in of it.</summary>
    private async Task<bool> IsUsedUpAsync(User customer, AccessLink link, CancellationToken cancellationToken) =>
        link.SessionId is { } once
        && (
            (link.Stamp is not null && link.Stamp != customer.SecurityStamp)
            || await db.Set<UserSession>()
                .AnyAsync(s => s.Id == once || (link.Stamp == null && s.UserId == customer.Id && s.OnlyTicketId == null), cancellationToken)
        );

    /// <summary>Whoever is signed in as this person and sees at least what the link shows stays so.</summary>
    private bool ReachesAsMuch(User customer, AccessLink link)
    {
        if (currentUser.Id != customer.Id)
        {
            return false;
        }

        var only = currentUser.Principal!.FindFirst(IdentityClaims.OnlyTicket)?.Value;
        return only is null
            || (
                link.TicketId is { } ticket
                && only == ticket.ToString()
                && (!link.IsMailed || currentUser.Principal!.FindFirst(IdentityClaims.Unproven) is null)
            );
    }

    private async Task<User?> CustomerOfAsync(AccessLink link, CancellationToken cancellationToken)
    {
        var id =
            link.UserId
            ?? (
                await people.GetOrCreateCustomerAsync(
                    link.Email!,
                    "",
                    JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture),
                    cancellationToken
                )
            ).Id;
        return await db.Set<User>().FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
    }

    private async Task<(string Email, string Name, string Language, string? Stamp)?> EmailOfAsync(
        AccessLink link,
        CancellationToken cancellationToken
    )
    {
        if (link.UserId is not { } id)
        {
            // Meanwhile it may have got one.
            var known = await users.FindByEmailAsync(link.Email!);
            return (
                link.Email!,
                EmailAddresses.LocalPart(link.Email!),
                JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture),
                known?.SecurityStamp
            );
        }

        return
            await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancellationToken)
                is { IsActive: true, IsStaff: false } user
            ? (user.Email, user.Name, user.Language, user.SecurityStamp)
            : null;
    }
}
