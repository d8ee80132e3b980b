namespace CustomerService.Framework.Authorization;

public interface IPermissionDefinitionContext
{
    PermissionGroupDefinition AddGroup(string name);
}
