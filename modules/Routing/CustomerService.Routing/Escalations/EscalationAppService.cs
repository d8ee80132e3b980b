using CustomerService.Framework.Application;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using CustomerService.Tickets;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Escalations;

[Authorize(TicketPermissions.Read)]
internal sealed class EscalationAppService(
    CustomerServiceDbContext db, LadderManager ladders, ITicketIntegrationService tickets, IUserIntegrationService users, ICurrentUser user, TimeProvider time) : IEscalationAppService, IApplicationService
{
    public async Task<EscalationDto?> FindAsync(Guid ticketId, CancellationToken cancellationToken = default)
    {
        var open = await db.Set<Climb>().AsNoTracking().Where(c => c.TicketId == ticketId && c.State != ClimbState.Ended).ToListAsync(cancellationToken);
        if (open.Find(c => c.State == ClimbState.Asking) is not { } climb && (climb = open.Find(c => c.AcceptedBy is not null)!) is null)
        {
            return null;
        }

        var name = await db.Set<Ladder>().Where(l => l.Id == climb.LadderId).Select(l => l.Name).FirstOrDefaultAsync(cancellationToken);
        var people = await users.GetManyAsync([.. climb.AskedIds.Union(climb.AcceptedBy is { } by ? [by] : [])], cancellationToken);
        var isAsking = climb.State == ClimbState.Asking;
        return new EscalationDto(
            name ?? "", [.. climb.AskedIds.Select(NameOf)], isAsking && user.Id is { } me && climb.AskedIds.Contains(me), isAsking ? climb.AcceptBy : null,
            climb.AcceptedBy is { } accepted ? NameOf(accepted) : null, climb.AcceptedAt);

        string NameOf(Guid id) => people.GetValueOrDefault(id)?.Name ?? "–";
    }

    public async Task AcceptAsync(Guid ticketId, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var me = user.Id ?? throw BusinessException.NotFound(RoutingErrorCodes.NothingToAccept);
        if ((await ladders.GetOpenAsync(ticketId, cancellationToken)).Find(c => c.TryAccept(me, now)) is not { } climb)
        {
            throw new BusinessException(RoutingErrorCodes.NothingToAccept);
        }

        await tickets.AcceptEscalationAsync(ticketId, me, "Routing.Escalation.Accepted", cancellationToken);
        await ladders.WaitForAsync(climb, now, cancellationToken);
        ladders.Announce(ticketId);
    }
}
