using CustomerService.Framework.Authorization;

namespace CustomerService.Knowledge;

internal sealed class KnowledgePermissionDefinitionProvider : PermissionDefinitionProvider
{
    private const string Group = "Knowledge";

    public override void Define(IPermissionDefinitionContext context)
    {
        var group = context.AddGroup(Group);
        group.AddPermission(KnowledgePermissions.Read, [RoleNames.Admin, RoleNames.Lead, RoleNames.Agent, RoleNames.Collaborator]);
        group.AddPermission(KnowledgePermissions.Write, [RoleNames.Admin, RoleNames.Lead, RoleNames.Agent]);
        group.AddPermission(KnowledgePermissions.Manage, [RoleNames.Admin, RoleNames.Lead]);
    }
}
