using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Auditing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Users;

internal sealed class UserIntegrationService(
    CustomerServiceDbContext db,
    StaffManager staff,
    ICurrentTenant tenant,
    ITenantStore tenants,
    TenantScope scope,
    IPermissionStore permissions,
    IUnitOfWorkManager unitOfWorkManager,
    SessionManager sessions,
    AuditRedactor audit
) : IUserIntegrationService
{
    public async Task<UserDto?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        (await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancellationToken))?.ToDto();

    public async Task<IReadOnlyDictionary<Guid, UserDto>> GetManyAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken = default
    ) =>
        (await db.Set<User>().AsNoTracking().Where(u => ids.Contains(u.Id)).ToListAsync(cancellationToken)).ToDictionary(
            u => u.Id,
            u => u.ToDto()
        );

    public async Task<UserDto?> FindByEmailAsync(string email, CancellationToken cancellationToken = default) =>
        (await FindUserAsync(email, cancellationToken))?.ToDto();

    public async Task<UserDto> GetOrCreateCustomerAsync(
        string email,
        string name,
        string? language,
        CancellationToken cancellationToken = default
    )
    {
        if (await FindUserAsync(email, cancellationToken) is { } known)
        {
            return known.ToDto();
        }

        var customer = new User(email, name, RoleNames.Customer, await LanguageAsync(language, cancellationToken));
        try
        {
            await InsertAsync(customer, cancellationToken);
            return customer.ToDto();
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Somebody else was first with this address.
            db.Entry(customer).State = EntityState.Detached;
            if (await FindUserAsync(email, cancellationToken) is { } first)
            {
                return first.ToDto();
            }

            throw;
        }
    }

    public async Task<IReadOnlyList<UserDto>> GetStaffAsync(CancellationToken cancellationToken = default) =>
        [
            .. (
                await db.Set<User>().AsNoTracking().Where(u => u.IsStaff && u.IsActive).OrderBy(u => u.Name).ToListAsync(cancellationToken)
            ).Select(u => u.ToDto()),
        ];

    public async Task<IReadOnlyList<UserDto>> GetStaffWithAsync(string permission, CancellationToken cancellationToken = default)
    {
        var staff = await GetStaffAsync(cancellationToken);
        var roles = new HashSet<string>();
        foreach (var role in staff.SelectMany(u => u.Roles).Distinct())
        {
            if ((await permissions.GetForRoleAsync(role, cancellationToken)).Contains(permission))
            {
                roles.Add(role);
            }
        }

        return [.. staff.Where(u => u.Roles.Any(roles.Contains))];
    }

    public async Task<UserDto> CreateStaffAsync(
        string email,
        string name,
        string role,
        string password,
        string language,
        CancellationToken cancellationToken = default
    ) => (await staff.CreateAsync(email, name, role, password, language, isConfirmed: true, cancellationToken)).ToDto();

    public async Task<UserDto> MakeAdminAsync(string email, CancellationToken cancellationToken = default) =>
        (await staff.MakeAdminAsync(email, cancellationToken)).ToDto();

    public Task RemoveSampleCustomersAsync(CancellationToken cancellationToken = default)
    {
        var domain = User.Normalize("@" + EmailAddresses.SampleDomain);
        return db.Set<User>().Where(u => !u.IsStaff && u.NormalizedEmail.EndsWith(domain)).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task SetTierAsync(Guid userId, CustomerTier tier, CancellationToken cancellationToken = default) =>
        (
            await db.Set<User>().FirstOrDefaultAsync(u => u.Id == userId, cancellationToken)
            ?? throw BusinessException.NotFound(IdentityErrorCodes.UserNotFound)
        ).Rate(tier);

    public async Task<string> EraseCustomerAsync(Guid userId, string name, CancellationToken cancellationToken = default)
    {
        var (address, stamp) = (EmailAddresses.NobodysFor(userId), Guid.NewGuid().ToString("N"));

        // Past the change tracker: the audit log would keep what was there before.
        await db.Set<User>()
            .Where(u => u.Id == userId && !u.IsStaff)
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(u => u.Name, name)
                        .SetProperty(u => u.Email, address)
                        .SetProperty(u => u.NormalizedEmail, address.ToUpperInvariant())
                        .SetProperty(u => u.IsEmailConfirmed, false)
                        .SetProperty(u => u.IsActive, false)
                        .SetProperty(u => u.PasswordHash, (string?)null)
                        .SetProperty(u => u.SecurityStamp, stamp)
                        .SetProperty(u => u.TimeZone, (string?)null)
                        .SetProperty(u => u.Tier, CustomerTier.Standard),
                cancellationToken
            );
        await db.Set<UserSession>().Where(s => s.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await audit.RedactAsync(userId, name, cancellationToken);
        unitOfWorkManager.Current!.OnCompleted(() => sessions.ForgetAsync(userId));
        return address;
    }

    private async Task<User?> FindUserAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = User.Normalize(email);
        return db.Set<User>().Local.FirstOrDefault(u => u.NormalizedEmail == normalized)
            ?? await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken);
    }

    /// <summary>
    /// In a short transaction of its own, so that a lost race costs the caller nothing. Where the caller already holds
    /// a transaction, inside it:
    /// SQLite has one writer, and EF Core takes the failed insert back to a savepoint.
    /// </summary>
    private async Task InsertAsync(User customer, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
        {
            await scope.RunAsync(
                tenant.Id,
                provider =>
                {
                    provider.GetRequiredService<CustomerServiceDbContext>().Add(customer);
                    return Task.CompletedTask;
                },
                cancellationToken
            );
            return;
        }

        await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
        db.Add(customer);
        await unitOfWorkManager.Current!.SaveChangesAsync(cancellationToken);
    }

    private async Task<string> LanguageAsync(string? language, CancellationToken cancellationToken) =>
        language is not null && JsonStringLocalizer.Cultures.Contains(language) ? language
        : tenant.Id is { } id && await tenants.FindAsync(id, cancellationToken) is { } info ? info.Language
        : JsonStringLocalizer.Cultures[0];
}
