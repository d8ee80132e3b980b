using CustomerService.Framework.Authorization;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;

namespace CustomerService.Routing.Groups;

/// <summary>Groups and stars in an invitation. Inviting alone gives no right to decide who works where.</summary>
internal sealed class ColleaguePlacement(AgentGroupManager groups, IPermissionChecker permissions)
    : IColleaguePlacement,
        ITransientDependency
{
    public async Task<IReadOnlyList<PlacementGroupDto>> GetGroupsAsync(CancellationToken cancellationToken = default) =>
        await permissions.IsGrantedAsync(RoutingPermissions.Manage)
            ? [.. (await groups.GetAllAsync(cancellationToken)).Select(g => new PlacementGroupDto(g.Id, g.Name))]
            : [];

    public async Task PlaceAsync(Guid userId, IReadOnlyList<GroupStarsInput> chosen, CancellationToken cancellationToken = default)
    {
        if (!await permissions.IsGrantedAsync(RoutingPermissions.Manage))
        {
            throw new BusinessException(FrameworkErrorCodes.Forbidden) { Kind = ErrorKind.Forbidden };
        }

        foreach (var choice in chosen)
        {
            (await groups.GetAsync(choice.GroupId, cancellationToken)).SetMember(userId, choice.Stars, isLead: false);
        }
    }
}
