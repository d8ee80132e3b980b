using CustomerService.Framework.Authorization;
using CustomerService.Framework.Modularity;

namespace CustomerService.Identity.Tests;

/// <summary>Stands for a module with something to read and to write.</summary>
public sealed class TestPermissionsModule : CustomerServiceModule;

internal sealed class TestPermissions : IPermissionDefinitionProvider
{
    public const string Read = "Test.Read";
    public const string Write = "Test.Write";
    public const string Secret = "Test.Secret";

    public IEnumerable<PermissionDefinition> Define() =>
        [
            new(Read, "Test", [RoleNames.Agent], IsTokenScope: true),
            new(Write, "Test", [], IsTokenScope: true),
            new(Secret, "Test", []),
            new("Test.HostOnly", "Test", [RoleNames.HostOperator], IsHostOnly: true),
        ];
}
