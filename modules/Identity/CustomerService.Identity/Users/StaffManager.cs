using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Passwords;
using CustomerService.Identity.Sessions;
using CustomerService.Identity.SignIn;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity.Users;

/// <summary>Makes colleagues and keeps the list that "find my workspace" asks.</summary>
internal sealed class StaffManager(
    CustomerServiceDbContext db,
    UserManager<User> users,
    ICurrentTenant tenant,
    IUnitOfWorkManager unitOfWorkManager,
    SessionManager sessions,
    AddressConfirmation addresses
) : ITransientDependency
{
    /// <summary>Returns the existing person when the address is taken.</summary>
    /// <param name="isConfirmed">The address is known to be the person's own.</param>
    public async Task<User> CreateAsync(
        string email,
        string name,
        string role,
        string password,
        string language,
        bool isConfirmed,
        CancellationToken cancellationToken
    )
    {
        if (await users.FindByEmailAsync(email) is { } existing)
        {
            return existing;
        }

        var user = new User(email, name, role, language);
        if (isConfirmed)
        {
            user.ConfirmEmail();
        }

        (await users.CreateAsync(user, password)).OrThrow();
        await RememberWorkspaceAsync(user, cancellationToken);

        // Other seeds of the same transaction look for this person by query.
        await unitOfWorkManager.Current!.BeginTransactionAsync(cancellationToken);
        await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
        return user;
    }

    /// <summary>
    /// The way back for a workspace whose administrators are gone; only the installation's operator can go it, who vouches for the
    /// address by that.
    /// </summary>
    /// <exception cref="BusinessException">No colleague has the address.</exception>
    public async Task<User> MakeAdminAsync(string email, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(email.Trim()) is not { IsStaff: true } user)
        {
            throw BusinessException.NotFound(IdentityErrorCodes.NotStaff).WithData("Email", email);
        }

        user.AssignRole(Framework.Authorization.RoleNames.Admin);
        user.Reactivate();
        await addresses.MarkConfirmedAsync(user, cancellationToken);
        await RememberWorkspaceAsync(user, cancellationToken);
        unitOfWorkManager.Current!.OnCompleted(() => sessions.ForgetAsync(user.Id));
        return user;
    }

    /// <exception cref="BusinessException">Somebody else has the address.</exception>
    public async Task ChangeEmailAsync(User user, string email, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(email) is not null)
        {
            throw BusinessException.Conflict(IdentityErrorCodes.EmailTaken).WithData("Email", email);
        }

        var old = WorkspaceMember.HashOf(user.NormalizedEmail);
        db.RemoveRange(
            await db.Set<WorkspaceMember>().Where(m => m.EmailHash == old && m.WorkspaceId == tenant.Id).ToListAsync(cancellationToken)
        );
        user.ChangeEmail(email);
        await RememberWorkspaceAsync(user, cancellationToken);
    }

    public async Task RememberWorkspaceAsync(User user, CancellationToken cancellationToken)
    {
        if (tenant.Id is not { } workspace || !user.IsStaff)
        {
            return;
        }

        var hash = WorkspaceMember.HashOf(user.NormalizedEmail);
        if (!await db.Set<WorkspaceMember>().AnyAsync(m => m.EmailHash == hash && m.WorkspaceId == workspace, cancellationToken))
        {
            db.Add(new WorkspaceMember(user.NormalizedEmail, workspace));
        }
    }
}

/// <summary>The first admin of a new tenant.</summary>
internal sealed class AdminSeedContributor(StaffManager staff) : IDataSeedContributor
{
    public async Task SeedAsync(DataSeedContext context, CancellationToken cancellationToken = default)
    {
        if (context.Properties.TryGetValue(SeedProperties.AdminEmail, out var email))
        {
            var password = (string)context.Properties[SeedProperties.AdminPassword];
            if (GuessablePasswords.Contains(password, (string[])context.Properties[SeedProperties.CompanyNames]))
            {
                throw new BusinessException(IdentityErrorCodes.GuessablePassword);
            }

            var admin = await staff.CreateAsync(
                (string)email,
                (string)context.Properties[SeedProperties.AdminName],
                Framework.Authorization.RoleNames.Admin,
                password,
                context.Language,
                (bool)context.Properties[SeedProperties.IsVerified],
                cancellationToken
            );
            context.Properties[SeedProperties.AdminId] = admin.Id;
        }
    }
}
