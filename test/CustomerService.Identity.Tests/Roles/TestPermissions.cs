using CustomerService.Framework.Authorization;
using CustomerService.Framework.Modularity;

namespace CustomerService.Identity.Tests.Roles;

/// <summary>Stands for a module with something to read and to write.</summary>
public sealed class TestPermissionsModule : CustomerServiceModule;

internal sealed class TestPermissions : PermissionDefinitionProvider
{
    public const string Read = "Test.Read";
    public const string Write = "Test.Write";
    public const string Secret = "Test.Secret";

    public override void Define(IPermissionDefinitionContext context)
    {
        var group = context.AddGroup("Test");
        group.AddPermission(Read, [RoleNames.Agent], isTokenScope: true);
        group.AddPermission(Write, [], isTokenScope: true);
        group.AddPermission(Secret, []);
        group.AddPermission("Test.HostOnly", [RoleNames.HostOperator], isHostOnly: true);
    }
}
