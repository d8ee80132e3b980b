using CustomerService.Framework.Authorization;

namespace CustomerService.Tickets;

internal sealed class TicketPermissionDefinitionProvider : PermissionDefinitionProvider
{
    private static readonly string[] Everybody = [RoleNames.Admin, RoleNames.Lead, RoleNames.Agent, RoleNames.Collaborator];
    private static readonly string[] Agents = [RoleNames.Admin, RoleNames.Lead, RoleNames.Agent];
    private static readonly string[] Leads = [RoleNames.Admin, RoleNames.Lead];
    private static readonly string[] Admins = [RoleNames.Admin];

    public override void Define(IPermissionDefinitionContext context)
    {
        var group = context.AddGroup(TicketPermissions.Group);
        group.AddPermission(TicketPermissions.Read, Everybody, isTokenScope: true);
        group.AddPermission(TicketPermissions.Create, Agents, isTokenScope: true);
        group.AddPermission(TicketPermissions.Reply, Agents, isTokenScope: true);
        group.AddPermission(TicketPermissions.Note, Everybody, isTokenScope: true);
        group.AddPermission(TicketPermissions.Edit, Agents, isTokenScope: true);
        group.AddPermission(TicketPermissions.Merge, Agents);
        group.AddPermission(TicketPermissions.Assign, Leads);
        group.AddPermission(TicketPermissions.ShareViews, Leads);
        group.AddPermission(TicketPermissions.ManageTypes, Admins);
        group.AddPermission(TicketPermissions.ManageMacros, Leads);
        group.AddPermission(TicketPermissions.Privacy, Admins);
    }
}
