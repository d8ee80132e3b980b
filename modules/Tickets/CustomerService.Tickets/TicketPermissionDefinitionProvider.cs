using CustomerService.Framework.Authorization;

namespace CustomerService.Tickets;

internal sealed class TicketPermissionDefinitionProvider : IPermissionDefinitionProvider
{
    private static readonly string[] Everybody = [RoleNames.Admin, RoleNames.Lead, RoleNames.Agent, RoleNames.Collaborator];
    private static readonly string[] Agents = [RoleNames.Admin, RoleNames.Lead, RoleNames.Agent];
    private static readonly string[] Leads = [RoleNames.Admin, RoleNames.Lead];
    private static readonly string[] Admins = [RoleNames.Admin];

    public IEnumerable<PermissionDefinition> Define() =>
        [
            new(TicketPermissions.Read, TicketPermissions.Group, Everybody, IsTokenScope: true),
            new(TicketPermissions.Create, TicketPermissions.Group, Agents, IsTokenScope: true),
            new(TicketPermissions.Reply, TicketPermissions.Group, Agents, IsTokenScope: true),
            new(TicketPermissions.Note, TicketPermissions.Group, Everybody, IsTokenScope: true),
            new(TicketPermissions.Edit, TicketPermissions.Group, Agents, IsTokenScope: true),
            new(TicketPermissions.Merge, TicketPermissions.Group, Agents),
            new(TicketPermissions.Assign, TicketPermissions.Group, Leads),
            new(TicketPermissions.ShareViews, TicketPermissions.Group, Leads),
            new(TicketPermissions.ManageTypes, TicketPermissions.Group, Admins),
            new(TicketPermissions.ManageMacros, TicketPermissions.Group, Leads),
        ];
}
