using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Identity.Roles;

/// <summary>What each role of the current tenant may do.</summary>
public interface IRoleAppService
{
    Task<RoleMatrixDto> GetMatrixAsync(CancellationToken cancellationToken = default);

    /// <summary>Roles that staff can have, for choices.</summary>
    Task<IReadOnlyList<RoleDto>> GetStaffRolesAsync(CancellationToken cancellationToken = default);

    Task<RoleDto> CreateAsync(CreateRoleInput input, CancellationToken cancellationToken = default);

    /// <summary>Own roles that nobody has.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Takes effect at once for everybody who has the role.</summary>
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

public sealed record RoleMatrixDto(IReadOnlyList<RoleColumnDto> Roles, IReadOnlyList<PermissionRowDto> Permissions);

public sealed record RoleColumnDto(RoleDto Role, IReadOnlySet<string> Permissions, int Members);

public sealed record PermissionRowDto(string Name, string Group);
