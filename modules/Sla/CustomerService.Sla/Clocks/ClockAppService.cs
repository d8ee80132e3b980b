using CustomerService.Framework.Application;
using Microsoft.AspNetCore.Authorization;

namespace CustomerService.Sla.Clocks;

internal sealed class ClockAppService(ClockReader clocks, TimeProvider time) : IClockAppService, IApplicationService
{
    [Authorize(SlaPermissions.View)]
    public async Task<IReadOnlyList<SlaClockDto>> GetForTicketAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        [.. (await clocks.GetAsync([ticketId], cancellationToken)).Select(x => x.Clock.ToDto(x.Schedule, Now))];

    [Authorize(SlaPermissions.View)]
    public async Task<IReadOnlyList<SlaClockHistoryDto>> GetHistoryAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        [.. (await clocks.GetAsync([ticketId], cancellationToken)).Select(x => new SlaClockHistoryDto(
            x.Clock.ToDto(x.Schedule, Now),
            x.Clock.PausedSince,
            [.. x.Clock.Promises.Select(p => new SlaPromiseDto(p.At, p.Due, p.Reason))]))];

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
