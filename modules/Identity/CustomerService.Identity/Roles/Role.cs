using CustomerService.Framework.Authorization;
using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Identity.Roles;

/// <summary>
/// What a tenant decided about a role: an own one, or changes to a built-in one. Only what differs from the definitions is kept,
/// so that permissions of later versions reach the built-in roles of old tenants by themselves.
/// </summary>
[Audited(nameof(Label))]
internal sealed class Role : TenantAggregateRoot
{
    public static readonly IReadOnlyList<string> BuiltIn =
    [
        RoleNames.Admin,
        RoleNames.Lead,
        RoleNames.Agent,
        RoleNames.Collaborator,
        RoleNames.Customer,
    ];

    private Role() { }

    public Role(string name, string? displayName) => (Name, DisplayName) = (name, displayName?.Trim());

    /// <summary>The claim's value; never changes.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Null for a built-in role.</summary>
    public string? DisplayName { get; private set; }

    /// <summary>For the audit log, which is read in any language.</summary>
    public string Label => DisplayName ?? Name;

    /// <summary>Permission names beyond the defaults, parted by spaces.</summary>
    public string Granted { get; private set; } = "";

    /// <summary>Defaults that were taken away.</summary>
    public string Denied { get; private set; } = "";

    public static IEnumerable<string> DefaultsOf(string role, PermissionDefinitions definitions) =>
        definitions.All.Values.Where(p => !p.IsHostOnly && (role == RoleNames.Admin || p.DefaultRoles.Contains(role))).Select(p => p.Name);

    public IReadOnlySet<string> PermissionsOf(PermissionDefinitions definitions) =>
        DefaultsOf(Name, definitions)
            .Except(Split(Denied))
            .Union(Split(Granted).Where(p => definitions.All.TryGetValue(p, out var d) && !d.IsHostOnly))
            .ToHashSet();

    public void Set(string permission, bool isGranted, bool isDefault)
    {
        Granted = Join(isGranted && !isDefault ? Split(Granted).Append(permission) : Split(Granted).Where(p => p != permission));
        Denied = Join(!isGranted && isDefault ? Split(Denied).Append(permission) : Split(Denied).Where(p => p != permission));
    }

    private static string[] Split(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Join(IEnumerable<string> names) => string.Join(' ', names.Distinct().Order(StringComparer.Ordinal));
}

internal sealed class RoleConfiguration : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("IdentityRoles");
        builder.Property(x => x.Name).HasMaxLength(64);
        builder.Property(x => x.DisplayName).HasMaxLength(40);
        builder.Property(x => x.Granted).HasMaxLength(8000);
        builder.Property(x => x.Denied).HasMaxLength(8000);
        builder.HasIndex(x => new { x.TenantId, x.Name }).IsUnique();
    }
}
