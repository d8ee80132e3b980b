using CustomerService.Framework.Modularity;

namespace CustomerService.Framework.Authorization;

/// <summary>All permissions of all modules.</summary>
public sealed class PermissionDefinitions : ISingletonDependency
{
    public PermissionDefinitions(IEnumerable<PermissionDefinitionProvider> providers)
    {
        var context = new PermissionDefinitionContext();
        foreach (var provider in providers)
        {
            provider.Define(context);
        }

        All = context.Permissions.ToDictionary(p => p.Name);
    }

    public IReadOnlyDictionary<string, PermissionDefinition> All { get; }
}
