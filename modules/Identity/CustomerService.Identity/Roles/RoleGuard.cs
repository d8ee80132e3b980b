using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity.Roles;

/// <summary>
/// Nobody gives more than they have, nobody changes their own role, and one administrator always stays. Whoever changes
/// roles calls <see cref="LockAsync"/> first: what the rules read is then true until the commit.
/// </summary>
internal sealed class RoleGuard(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    IPermissionStore permissions,
    ICurrentUser user
) : ITransientDependency
{
    private const string LockName = "identity.roles";

    /// <summary>Two who change roles at the same moment come one after the other, and the second sees what the first did.</summary>
    /// <returns>The role that the caller has now, which may be another than when the call began.</returns>
    public async Task<string> LockAsync(CancellationToken cancellationToken)
    {
        await unitOfWorkManager.Current!.LockAsync(LockName, cancellationToken);
        return await MyRoleAsync(cancellationToken);
    }

    /// <summary>Administrators have what later versions bring too, so only administrators make others.</summary>
    public async Task<bool> MayGrantAsync(string myRole, string role, CancellationToken cancellationToken) =>
        myRole == RoleNames.Admin
        || (
            role != RoleNames.Admin
            && (await permissions.GetForRoleAsync(role, cancellationToken)).IsSubsetOf(
                await permissions.GetForRoleAsync(myRole, cancellationToken)
            )
        );

    /// <exception cref="BusinessException">The role may do more than the caller's.</exception>
    public async Task CheckGrantAsync(string myRole, string role, CancellationToken cancellationToken)
    {
        if (!await MayGrantAsync(myRole, role, cancellationToken))
        {
            throw new BusinessException(IdentityErrorCodes.RoleAboveYours) { Kind = ErrorKind.Forbidden };
        }
    }

    /// <exception cref="BusinessException">The person may do more than the caller.</exception>
    public async Task CheckManageAsync(string myRole, User person, CancellationToken cancellationToken)
    {
        if (person.IsStaff && !await MayGrantAsync(myRole, person.Role, cancellationToken))
        {
            throw new BusinessException(IdentityErrorCodes.PersonAboveYou) { Kind = ErrorKind.Forbidden }.WithData("Name", person.Name);
        }
    }

    /// <exception cref="BusinessException">Nobody else who could manage the workspace would be left.</exception>
    public async Task CheckOtherAdminAsync(User person, CancellationToken cancellationToken)
    {
        if (
            person is { Role: RoleNames.Admin, IsActive: true }
            && !await db.Set<User>()
                .AnyAsync(u => u.Role == RoleNames.Admin && u.IsActive && u.PasswordHash != null && u.Id != person.Id, cancellationToken)
        )
        {
            throw new BusinessException(IdentityErrorCodes.LastAdmin);
        }
    }

    /// <summary>As it stands in the database: the signed-in principal may be a moment old.</summary>
    public async Task<string> MyRoleAsync(CancellationToken cancellationToken) =>
        await db.Set<User>().Where(u => u.Id == user.Id && u.IsActive).Select(u => u.Role).FirstOrDefaultAsync(cancellationToken)
        ?? throw new BusinessException(FrameworkErrorCodes.Forbidden) { Kind = ErrorKind.Forbidden };
}
