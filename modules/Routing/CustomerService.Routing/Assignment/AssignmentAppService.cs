using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.Routing.Groups;
using CustomerService.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Assignment;

internal sealed class AssignmentAppService(
    CustomerServiceDbContext db,
    AgentGroupManager groups,
    AgentDirectory agents,
    WallReader wall,
    IUserIntegrationService users
) : IAssignmentAppService
{
    [Authorize(TicketPermissions.Read)]
    public async Task<TicketRouteDto?> GetAsync(Guid ticketId, CancellationToken cancellationToken = default)
    {
        if (await db.Set<TicketRoute>().AsNoTracking().FirstOrDefaultAsync(r => r.TicketId == ticketId, cancellationToken) is not { } route)
        {
            return null;
        }

        var group = route.GroupId is { } groupId ? await groups.FindAsync(groupId, cancellationToken) : null;
        var agent = route.AgentId is { } agentId ? await users.FindAsync(agentId, cancellationToken) : null;
        var isWaiting = route.State == RouteState.Waiting;
        return new TicketRouteDto(
            ticketId,
            group?.Id,
            group?.Name,
            route.RequiredStars,
            route.AgentId,
            agent?.Name,
            group?.Members.FirstOrDefault(m => m.UserId == route.AgentId)?.Stars,
            route.Reason,
            route.DecidedAt,
            isWaiting ? route.WaitingSince : null,
            isWaiting && group is not null ? route.WaitingSince.AddMinutes(group.OverflowMinutes) : null,
            route.HasLeftQueue
        );
    }

    [Authorize(TicketPermissions.Assign)]
    public async Task<IReadOnlyList<AgentChoiceDto>> GetAgentsAsync(Guid? groupId, CancellationToken cancellationToken = default)
    {
        var chosen = groupId is { } id ? [await groups.GetAsync(id, cancellationToken)] : await groups.GetAllAsync(cancellationToken);
        var names = await users.GetManyAsync([.. chosen.SelectMany(g => g.Members).Select(m => m.UserId).Distinct()], cancellationToken);
        var seats = (await agents.ReadAsync([.. chosen], null, isForPeople: true, cancellationToken))
            .Values.SelectMany(r => r.Memberships)
            .GroupBy(s => s.UserId)
            .Select(s => s.MaxBy(x => x.Stars)!);
        return
        [
            .. seats
                .Where(s => names.ContainsKey(s.UserId))
                .OrderByDescending(s => s.IsFree)
                .ThenByDescending(s => s.Person.State)
                .ThenBy(s => s.Person.Load)
                .ThenByDescending(s => s.Stars)
                .Select(s => new AgentChoiceDto(s.UserId, names[s.UserId].Name, s.Stars, s.Person.State, s.Person.Load, s.Capacity)),
        ];
    }

    [Authorize(RoutingPermissions.Wall)]
    public Task<WallDto> GetWallAsync(CancellationToken cancellationToken = default) => wall.ReadAsync(cancellationToken);
}
