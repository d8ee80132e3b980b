namespace CustomerService.Framework.Authorization;

/// <summary>
/// A right that roles can be given. Its display text is the localization key <c>Permission.{Name}</c>, its group's
/// <c>PermissionGroup.{Group}</c>.
/// </summary>
/// <param name="DefaultRoles">Built-in roles that have it in a new tenant.</param>
/// <param name="IsTokenScope">An API token may carry it.</param>
/// <param name="IsHostOnly">Only host operators can have it.</param>
public sealed record PermissionDefinition(
    string Name,
    string Group,
    IReadOnlyList<string> DefaultRoles,
    bool IsTokenScope = false,
    bool IsHostOnly = false
);

/// <summary>Says which permissions a module has.</summary>
public abstract class PermissionDefinitionProvider
{
    public abstract void Define(IPermissionDefinitionContext context);
}

/// <summary>Permissions that stand together on the page of roles.</summary>
public sealed class PermissionGroupDefinition
{
    private readonly string _name;
    private readonly List<PermissionDefinition> _permissions;

    internal PermissionGroupDefinition(string name, List<PermissionDefinition> permissions)
    {
        (_name, _permissions) = (name, permissions);
    }

    /// <inheritdoc cref="PermissionDefinition"/>
    public void AddPermission(string name, IReadOnlyList<string> defaultRoles, bool isTokenScope = false, bool isHostOnly = false) =>
        _permissions.Add(new PermissionDefinition(name, _name, defaultRoles, isTokenScope, isHostOnly));
}

internal sealed class PermissionDefinitionContext : IPermissionDefinitionContext
{
    public List<PermissionDefinition> Permissions { get; } = [];

    public PermissionGroupDefinition AddGroup(string name) => new(name, Permissions);
}
