using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Identity.Roles;

internal sealed class RoleAppService(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    PermissionDefinitions definitions,
    RoleGuard guard,
    RolePermissionStore store,
    IFeatureChecker features
) : IRoleAppService
{
    [Authorize(IdentityPermissions.Roles)]
    public async Task<RoleMatrixDto> GetMatrixAsync(CancellationToken cancellationToken = default)
    {
        var members = await db.Set<User>()
            .Where(u => u.IsActive)
            .GroupBy(u => u.Role)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var columns = new List<RoleColumnDto>();
        var myRole = await guard.MyRoleAsync(cancellationToken);
        var mine = await store.GetForRoleAsync(myRole, cancellationToken);
        foreach (var role in await AllAsync(cancellationToken))
        {
            columns.Add(
                new RoleColumnDto(
                    role,
                    await store.GetForRoleAsync(role.Name, cancellationToken),
                    members.GetValueOrDefault(role.Name),
                    role.Name != RoleNames.Admin && role.Name != myRole
                )
            );
        }

        return new RoleMatrixDto(
            columns,
            [
                .. Grantable()
                    .OrderBy(p => p.Group, StringComparer.Ordinal)
                    .ThenBy(p => p.Name, StringComparer.Ordinal)
                    .Select(p => new PermissionRowDto(p.Name, p.Group, mine.Contains(p.Name))),
            ]
        );
    }

    [Authorize(IdentityPermissions.People)]
    public async Task<IReadOnlyList<StaffRoleDto>> GetStaffRolesAsync(CancellationToken cancellationToken = default)
    {
        var myRole = await guard.MyRoleAsync(cancellationToken);
        var roles = new List<StaffRoleDto>();
        foreach (var role in (await AllAsync(cancellationToken)).Where(r => r.Name != RoleNames.Customer))
        {
            roles.Add(new StaffRoleDto(role, await guard.MayGrantAsync(myRole, role.Name, cancellationToken)));
        }

        return roles;
    }

    [Authorize(IdentityPermissions.Roles)]
    public async Task<RoleDto> CreateAsync(CreateRoleInput input, CancellationToken cancellationToken = default)
    {
        await features.RequireAsync(IdentityFeatures.CustomRoles.Name, cancellationToken);
        var name = input.DisplayName.Trim();
        if (await db.Set<Role>().AnyAsync(r => r.DisplayName == name, cancellationToken))
        {
            throw BusinessException.Conflict(IdentityErrorCodes.RoleNameTaken).WithData("Name", name);
        }

        var role = new Role("role-" + Guid.NewGuid().ToString("N")[..8], name);
        db.Add(role);
        unitOfWorkManager.Current!.OnCompleted(store.ForgetAsync);
        return new RoleDto(role.Name, role.DisplayName, false);
    }

    [Authorize(IdentityPermissions.Roles)]
    public async Task DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        if (Role.BuiltIn.Contains(name))
        {
            throw new BusinessException(IdentityErrorCodes.RoleBuiltIn);
        }

        var role = await FindAsync(name, cancellationToken);
        if (await db.Set<User>().CountAsync(u => u.Role == name, cancellationToken) is > 0 and var members)
        {
            throw new BusinessException(IdentityErrorCodes.RoleInUse).WithData("Count", members);
        }

        db.Remove(role);
        unitOfWorkManager.Current!.OnCompleted(store.ForgetAsync);
    }

    [Authorize(IdentityPermissions.Roles)]
    public async Task SetPermissionAsync(SetPermissionInput input, CancellationToken cancellationToken = default)
    {
        if (input.Role == RoleNames.Admin)
        {
            throw new BusinessException(IdentityErrorCodes.AdminKeepsAll);
        }

        if (Grantable().All(p => p.Name != input.Permission))
        {
            throw new BusinessException(IdentityErrorCodes.UnknownPermission);
        }

        var myRole = await guard.LockAsync(cancellationToken);
        if (input.Role == myRole)
        {
            throw new BusinessException(IdentityErrorCodes.OwnRole) { Kind = ErrorKind.Forbidden };
        }

        if (!(await store.GetForRoleAsync(myRole, cancellationToken)).Contains(input.Permission))
        {
            throw new BusinessException(IdentityErrorCodes.PermissionNotYours) { Kind = ErrorKind.Forbidden };
        }

        var role = await FindOrBeginAsync(input.Role, cancellationToken);
        role.Set(input.Permission, input.IsGranted, Role.DefaultsOf(role.Name, definitions).Contains(input.Permission));
        unitOfWorkManager.Current!.OnCompleted(store.ForgetAsync);
    }

    private IEnumerable<PermissionDefinition> Grantable() => definitions.All.Values.Where(p => !p.IsHostOnly);

    private async Task<List<RoleDto>> AllAsync(CancellationToken cancellationToken)
    {
        var own = await db.Set<Role>()
            .AsNoTracking()
            .Where(r => r.DisplayName != null)
            .OrderBy(r => r.DisplayName)
            .ToListAsync(cancellationToken);
        return
        [
            .. Role.BuiltIn.Select(name => new RoleDto(name, null, true)),
            .. own.Select(r => new RoleDto(r.Name, r.DisplayName, false)),
        ];
    }

    private async Task<Role> FindAsync(string name, CancellationToken cancellationToken) =>
        await db.Set<Role>().FirstOrDefaultAsync(r => r.Name == name, cancellationToken)
        ?? throw BusinessException.NotFound(IdentityErrorCodes.RoleNotFound);

    private async Task<Role> FindOrBeginAsync(string name, CancellationToken cancellationToken)
    {
        if (!Role.BuiltIn.Contains(name) || await db.Set<Role>().AnyAsync(r => r.Name == name, cancellationToken))
        {
            return await FindAsync(name, cancellationToken);
        }

        var role = new Role(name, null);
        db.Add(role);
        return role;
    }
}
