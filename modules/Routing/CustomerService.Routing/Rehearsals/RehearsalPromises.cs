using CustomerService.Sla.Rehearsals;

namespace CustomerService.Routing.Rehearsals;

/// <summary>What became of the promises of a run, told apart by what was promised, by which policy and in which group.</summary>
internal sealed class RehearsalPromises
{
    private const int TicketsBetweenLooks = 1000;

    private readonly Dictionary<(string Metric, Guid PolicyId, Guid GroupId), (string PolicyName, int Kept, int Broken)> _counts = [];
    private readonly (int Broken, int All)[] _hours = new (int, int)[24];

    public IReadOnlyList<RehearsedPromisesDto> Counts =>
        [
            .. _counts.Select(c => new RehearsedPromisesDto(
                c.Key.Metric,
                c.Key.PolicyId,
                c.Value.PolicyName,
                c.Key.GroupId,
                c.Value.Kept,
                c.Value.Broken
            )),
        ];

    /// <summary>Percent, by the hour of the day in which the ticket came.</summary>
    public IReadOnlyList<double?> BrokenByHour => [.. _hours.Select(h => h.All == 0 ? (double?)null : 100.0 * h.Broken / h.All)];

    /// <param name="of">Of one ticket.</param>
    /// <param name="progress">0 to 1.</param>
    public static RehearsalPromises Of(
        IReadOnlyList<RehearsalTicket> tickets,
        Func<RehearsalTicket, IReadOnlyList<PlayedPromise>> of,
        TimeZoneInfo zone,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var promises = new RehearsalPromises();
        for (var i = 0; i < tickets.Count; i++)
        {
            if (i % TicketsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report((double)i / tickets.Count);
            }

            promises.Count(tickets[i], of(tickets[i]), zone);
        }

        return promises;
    }

    private void Count(RehearsalTicket ticket, IReadOnlyList<PlayedPromise> made, TimeZoneInfo zone)
    {
        foreach (var promise in made)
        {
            var key = (promise.Metric.ToString(), promise.PolicyId, ticket.GroupId);
            var (_, kept, broken) = _counts.GetValueOrDefault(key);
            _counts[key] = promise.IsKept ? (promise.PolicyName, kept + 1, broken) : (promise.PolicyName, kept, broken + 1);
            ref var hour = ref _hours[TimeZoneInfo.ConvertTimeFromUtc(ticket.At, zone).Hour];
            hour = (hour.Broken + (promise.IsKept ? 0 : 1), hour.All + 1);
        }
    }
}
