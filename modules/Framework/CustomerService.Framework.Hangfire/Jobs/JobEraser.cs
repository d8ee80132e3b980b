using CustomerService.Framework.MultiTenancy;
using Hangfire;
using Hangfire.Storage;

namespace CustomerService.Framework.Hangfire.Jobs;

/// <summary>
/// Takes the tenant's jobs out of all queues. What Hangfire keeps of jobs that are done names ids only, and goes after a day.
/// </summary>
internal sealed class JobEraser(JobStorage storage, IBackgroundJobClientV2 client, ICurrentTenant tenant) : ITenantEraser
{
    private const int Page = 500;

    private static readonly string[] Deleted = ["Deleted", "Succeeded"];

    public Task<Erased> EraseSomeAsync(CancellationToken cancellationToken = default)
    {
        var monitoring = storage.GetMonitoringApi();
        using var connection = storage.GetConnection();
        var waiting = monitoring
            .Queues()
            .SelectMany(q => Pages((from, count) => monitoring.EnqueuedJobs(q.Name, from, count).Select(j => j.Key)))
            .Concat(Pages((from, count) => monitoring.ScheduledJobs(from, count).Select(j => j.Key)))
            .Concat(Pages((from, count) => monitoring.FailedJobs(from, count).Select(j => j.Key)))
            .ToList();
        var mine = waiting.Where(id => IsMine(connection, id)).ToList();
        return Task.FromResult(new Erased("jobs", mine.Count(id => client.Delete(id))));
    }

    private bool IsMine(IStorageConnection connection, string id) =>
        connection.GetJobParameter(id, TenantJobFilter.Parameter) is { } written
        && written.Trim('"') == $"{tenant.Id}"
        && !Deleted.Contains(connection.GetStateData(id)?.Name);

    private static IEnumerable<string> Pages(Func<int, int, IEnumerable<string>> read)
    {
        for (var from = 0; ; from += Page)
        {
            var page = read(from, Page).ToList();
            foreach (var id in page)
            {
                yield return id;
            }

            if (page.Count < Page)
            {
                yield break;
            }
        }
    }
}
