using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Identity.Roles;

/// <summary>What each role of the current tenant may do.</summary>
public interface IRoleAppService : IApplicationService
{
    Task<RoleMatrixDto> GetMatrixAsync(CancellationToken cancellationToken = default);

    /// <summary>Roles that staff can have, and which of them the caller may give.</summary>
    Task<IReadOnlyList<StaffRoleDto>> GetStaffRolesAsync(CancellationToken cancellationToken = default);

    Task<RoleDto> CreateAsync(CreateRoleInput input, CancellationToken cancellationToken = default);

    /// <summary>Own roles that nobody has.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes effect at once for everybody who has the role. Only permissions that the caller has, and never in the caller's own role.
    /// </summary>
    Task SetPermissionAsync(SetPermissionInput input, CancellationToken cancellationToken = default);
}

public sealed class CreateRoleInput
{
    [Required, StringLength(40), PlainName]
    public string DisplayName { get; set; } = "";
}

public sealed class SetPermissionInput
{
    [Required, StringLength(64)]
    public string Role { get; set; } = "";

    [Required, StringLength(128)]
    public string Permission { get; set; } = "";

    public bool IsGranted { get; set; }
}

/// <param name="DisplayName">An own role's name; null for a built-in one, whose text is <c>Identity.Role.{Name}</c>.</param>
public sealed record RoleDto(string Name, string? DisplayName, bool IsBuiltIn);

/// <param name="MayGrant">It may do no more than the caller's own role.</param>
public sealed record StaffRoleDto(RoleDto Role, bool MayGrant);

public sealed record RoleMatrixDto(IReadOnlyList<RoleColumnDto> Roles, IReadOnlyList<PermissionRowDto> Permissions);

/// <param name="MayChange">False for administrators and for the caller's own role.</param>
public sealed record RoleColumnDto(RoleDto Role, IReadOnlySet<string> Permissions, int Members, bool MayChange);

/// <param name="IsMine">The caller has it, and so may give and take it.</param>
public sealed record PermissionRowDto(string Name, string Group, bool IsMine);
