using CustomerService.Framework.Blazor;
using CustomerService.Framework.Blazor.Menus;
using CustomerService.Routing.Groups;

namespace CustomerService.Routing.Blazor;

internal sealed class RoutingMenuContributor : IMenuContributor
{
    public IEnumerable<MenuItem> Contribute() =>
        [
            new(MenuName.Desk, "Routing.Menu.Wall", "/desk/wall", "chart", 30, RoutingPermissions.Wall),
            new(MenuName.Desk, "Routing.Menu.Exceptions", "/desk/exceptions", "alert", 32, RoutingPermissions.ApproveExceptions),
            new(MenuName.Desk, "Routing.Menu.Rehearsal", "/desk/rehearsal", "play", 36, RoutingPermissions.Rehearse),
            new(MenuName.Desk, "Routing.Menu.Stars", "/desk/stars", "star", 34, RoutingPermissions.Promote),
            new(MenuName.Admin, "Routing.Menu.Groups", "/admin/groups", "users", 30, RoutingPermissions.Manage, MenuGroup.People),
            new(
                MenuName.Admin,
                "Routing.Menu.EscalationPolicies",
                "/admin/escalations",
                "arrow-up",
                65,
                RoutingPermissions.Manage,
                MenuGroup.Rules
            ),
        ];
}

/// <summary>Done when somebody besides the first admin is in a group.</summary>
internal sealed class GroupsStep(IGroupAppService groups) : ISetupStep
{
    public string Key => "routing.groups";

    public int Order => 25;

    public string TitleKey => "Routing.Setup.Groups";

    public string Url => "/admin/groups";

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken = default) =>
        (await groups.GetListAsync(cancellationToken)).SelectMany(g => g.Members).Select(m => m.UserId).Distinct().Skip(1).Any();
}
