using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity.SignIn;

/// <param name="Email">The link ends when the person changes the address.</param>
internal sealed record ConfirmationLink(Guid UserId, string Email);

/// <summary>
/// Colleagues show that their address is their own. A workspace that a stranger opened mails nobody else until its first
/// administrator has done so.
/// </summary>
internal sealed class AddressConfirmation(
    CustomerServiceDbContext db,
    UserManager<User> users,
    SignedLinks links,
    IdentityMails mails,
    ICurrentTenant tenant,
    ITenantStore tenants,
    ITenantIntegrationService workspaces
) : ITransientDependency
{
    private const string Purpose = "confirm-address";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Whether the workspace's emails wait for this person.</summary>
    public async Task<bool> IsAwaitedAsync(User user, CancellationToken cancellationToken) =>
        user is { IsEmailConfirmed: false, Role: RoleNames.Admin }
        && await IsMailHeldAsync(cancellationToken)
        && !await db.Set<User>().AnyAsync(u => u.Role == RoleNames.Admin && u.Id.CompareTo(user.Id) < 0, cancellationToken);

    public Task<bool> IsMailHeldAsync(CancellationToken cancellationToken) => tenants.IsUnverifiedAsync(tenant.Id, cancellationToken);

    public Task SendAsync(User user, CancellationToken cancellationToken) =>
        mails.SendConfirmationAsync(
            user,
            "/signin/confirm?token=" + links.Seal(Purpose, new ConfirmationLink(user.Id, user.NormalizedEmail), Lifetime),
            cancellationToken
        );

    public async Task ConfirmAsync(string token, CancellationToken cancellationToken)
    {
        var link = links.Open<ConfirmationLink>(Purpose, token) ?? throw new BusinessException(IdentityErrorCodes.LinkInvalid);
        if (link.IsExpired)
        {
            throw new BusinessException(IdentityErrorCodes.LinkExpired);
        }

        var user = await users.FindByIdAsync(link.Payload.UserId.ToString());
        if (user is not { IsActive: true } || user.NormalizedEmail != link.Payload.Email)
        {
            throw new BusinessException(IdentityErrorCodes.LinkInvalid);
        }

        await MarkConfirmedAsync(user, cancellationToken);
    }

    /// <summary>Whoever got here has read a mail to that address.</summary>
    public async Task MarkConfirmedAsync(User user, CancellationToken cancellationToken)
    {
        user.ConfirmEmail();
        if (user.Role == RoleNames.Admin && tenant.Id is not null)
        {
            await workspaces.VerifyAsync(cancellationToken);
        }
    }
}
