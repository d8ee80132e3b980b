using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Sla.Policies;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Clocks;

internal sealed class ClockAppService(
    CustomerServiceDbContext db,
    ClockReader clocks,
    PolicyMatcher policies,
    ITicketIntegrationService tickets,
    TimeProvider time
) : IClockAppService
{
    [Authorize(SlaPermissions.View)]
    public async Task<IReadOnlyList<SlaClockDto>> GetForTicketAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        [.. (await clocks.GetCurrentAsync([ticketId], cancellationToken)).Select(x => x.Clock.ToDto(x.Schedule, Now))];

    [Authorize(SlaPermissions.View)]
    public async Task<IReadOnlyList<SlaClockHistoryDto>> GetHistoryAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        [
            .. (await clocks.GetAllAsync([ticketId], cancellationToken)).Select(x => new SlaClockHistoryDto(
                x.Clock.ToDto(x.Schedule, Now),
                x.Clock.PausedSince,
                [.. x.Clock.Promises.Select(p => new SlaPromiseDto(p.At, p.Due, p.Reason))]
            )),
        ];

    [Authorize(SlaPermissions.View)]
    public async Task<IReadOnlyList<PolicyCheckDto>> ExplainAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        await tickets.FindAsync(ticketId, cancellationToken) is not { } ticket
            ? []
            :
            [
                .. (await policies.ExplainAsync(ticket, cancellationToken)).Select(x => new PolicyCheckDto(
                    x.Policy.Id,
                    x.Policy.Name,
                    x.UnmetCondition
                )),
            ];

    [Authorize(SlaPermissions.View)]
    public async Task<IReadOnlyList<PromisesKeptDto>> GetKeptAsync(int days, CancellationToken cancellationToken = default)
    {
        var (from, to) = (Now.AddDays(-days), Now);

        // Kept counts when it was kept, broken when it came due: then it is settled, whatever happens later.
        var settled = db.Set<SlaClock>()
            .Where(x =>
                x.State == SlaClockState.Met && x.EndedAt >= from || x.State == SlaClockState.Breached && x.Due >= from && x.Due <= to
            );
        var counts = await settled
            .GroupBy(x => new { x.Metric, x.State })
            .Select(x => new
            {
                x.Key.Metric,
                x.Key.State,
                Count = x.Count(),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. counts
                .GroupBy(x => x.Metric)
                .OrderBy(x => x.Key)
                .Select(x => new PromisesKeptDto(
                    x.Key,
                    x.Where(c => c.State == SlaClockState.Met).Sum(c => c.Count),
                    x.Where(c => c.State == SlaClockState.Breached).Sum(c => c.Count)
                )),
        ];
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
