using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Routing.Assignment;

namespace CustomerService.Routing.Queue;

/// <param name="Roster">Read only: it is shared by all who ask in this moment.</param>
internal sealed record QueueMoment(GroupRoster Roster, QueueLine Line);

/// <summary>
/// Keeps each line as it was read for a few seconds, by the product's clock: what is shown is at most so old, however
/// many watch.
/// </summary>
internal sealed class MomentCache(ICurrentTenant tenant, TimeProvider time) : ISingletonDependency
{
    /// <summary>With the page's own 3 seconds less than the 5 that are promised.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>More lines than that and the oldest are forgotten.</summary>
    private const int Lines = 10_000;

    private readonly System.Collections.Concurrent.ConcurrentDictionary<(Guid, Guid), (DateTime At, QueueMoment? Moment)> _moments = new();

    public async Task<QueueMoment?> GetAsync(Guid groupId, Func<Task<QueueMoment?>> read)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (_moments.TryGetValue((tenant.Key, groupId), out var kept) && now - kept.At < Fresh)
        {
            return kept.Moment;
        }

        if (_moments.Count > Lines)
        {
            _moments.Clear();
        }

        var moment = await read();
        _moments[(tenant.Key, groupId)] = (now, moment);
        return moment;
    }
}
