using CustomerService.Sla.Policies;
using CustomerService.Tickets.Tickets;
using NodaTime;

namespace CustomerService.Sla.Clocks;

internal sealed class SlaIntegrationService(ClockReader clocks, PolicyMatcher policies, PromisePreview preview, TimeProvider time)
    : ISlaIntegrationService
{
    public async Task<IReadOnlyList<SlaClockDto>> GetClocksAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        (await GetClocksAsync([ticketId], cancellationToken)).GetValueOrDefault(ticketId, []);

    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<SlaClockDto>>> GetClocksAsync(
        IReadOnlyCollection<Guid> ticketIds,
        CancellationToken cancellationToken = default
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        return (await clocks.GetCurrentAsync(ticketIds, cancellationToken))
            .GroupBy(x => x.Clock.TicketId, x => x.Clock.ToDto(x.Schedule, now))
            .ToDictionary(x => x.Key, x => (IReadOnlyList<SlaClockDto>)[.. x]);
    }

    public async Task<IReadOnlyList<LedgerLineDto>> GetLedgerAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        [
            .. (await clocks.GetAllAsync([ticketId], cancellationToken))
                .Select(x => x.Clock)
                .Where(x => x.Metric != SlaMetric.HandOver)
                .SelectMany(x => x.Ledger())
                .OrderBy(x => x.At),
        ];

    public async Task<DateTime> AddBusinessMinutesAsync(
        Guid ticketId,
        DateTime from,
        int minutes,
        CancellationToken cancellationToken = default
    ) =>
        (await clocks.GetCurrentAsync([ticketId], cancellationToken)).Select(x => x.Schedule).LastOrDefault() is { } schedule
            ? schedule.AddBusinessTime(Instant.FromDateTimeUtc(from), Duration.FromMinutes(minutes)).ToDateTimeUtc()
            : from.AddMinutes(minutes);

    public async Task<PromisePreviewDto> PreviewAsync(
        Guid? requestTypeId,
        string priority,
        DateTime now,
        Guid? customerId = null,
        string channel = "Portal",
        Guid? groupId = null,
        CancellationToken cancellationToken = default
    )
    {
        var ticket = new TicketFacts(
            requestTypeId,
            Enum.Parse<TicketPriority>(priority, true),
            Enum.Parse<TicketChannel>(channel, true),
            await policies.TierAsync(customerId, cancellationToken),
            groupId,
            []
        );
        return await preview.OfAsync(await policies.FindAsync(ticket, cancellationToken), now, cancellationToken);
    }
}
