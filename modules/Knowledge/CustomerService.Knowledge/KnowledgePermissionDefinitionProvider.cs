using CustomerService.Framework.Authorization;

namespace CustomerService.Knowledge;

internal sealed class KnowledgePermissionDefinitionProvider : IPermissionDefinitionProvider
{
    private const string Group = "Knowledge";

    public IEnumerable<PermissionDefinition> Define() =>
        [
            new(KnowledgePermissions.Read, Group, [RoleNames.Admin, RoleNames.Lead, RoleNames.Agent, RoleNames.Collaborator]),
            new(KnowledgePermissions.Write, Group, [RoleNames.Admin, RoleNames.Lead, RoleNames.Agent]),
            new(KnowledgePermissions.Manage, Group, [RoleNames.Admin, RoleNames.Lead]),
        ];
}
