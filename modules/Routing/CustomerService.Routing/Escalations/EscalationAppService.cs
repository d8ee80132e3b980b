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
    CustomerServiceDbContext db,
    EscalationRunManager runs,
    ITicketIntegrationService tickets,
    IUserIntegrationService users,
    ICurrentUser user,
    TimeProvider time
) : IEscalationAppService
{
    public async Task<EscalationDto?> FindAsync(Guid ticketId, CancellationToken cancellationToken = default)
    {
        var open = await db.Set<EscalationRun>()
            .AsNoTracking()
            .Where(c => c.TicketId == ticketId && c.State != EscalationRunState.Ended)
            .ToListAsync(cancellationToken);
        if (
            open.Find(c => c.State == EscalationRunState.Asking) is not { } run
            && (run = open.Find(c => c.AcceptedBy is not null)!) is null
        )
        {
            return null;
        }

        var name = await db.Set<EscalationPolicy>()
            .Where(l => l.Id == run.EscalationPolicyId)
            .Select(l => l.Name)
            .FirstOrDefaultAsync(cancellationToken);
        var people = await users.GetManyAsync([.. run.AskedIds.Union(run.AcceptedBy is { } by ? [by] : [])], cancellationToken);
        var isAsking = run.State == EscalationRunState.Asking;
        return new EscalationDto(
            name ?? "",
            [.. run.AskedIds.Select(NameOf)],
            isAsking && user.Id is { } me && run.AskedIds.Contains(me),
            isAsking ? run.AcceptBy : null,
            run.AcceptedBy is { } accepted ? NameOf(accepted) : null,
            run.AcceptedAt
        );

        string NameOf(Guid id) => people.GetValueOrDefault(id)?.Name ?? "–";
    }

    public async Task AcceptAsync(Guid ticketId, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var me = user.Id ?? throw BusinessException.NotFound(RoutingErrorCodes.NothingToAccept);
        if ((await runs.GetOpenAsync(ticketId, cancellationToken)).Find(c => c.TryAccept(me, now)) is not { } run)
        {
            throw new BusinessException(RoutingErrorCodes.NothingToAccept);
        }

        await tickets.AcceptEscalationAsync(ticketId, me, "Routing.Escalation.Accepted", cancellationToken);
        await runs.WaitForAsync(run, now, cancellationToken);
        runs.Announce(ticketId);
    }
}
