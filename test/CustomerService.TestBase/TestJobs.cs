using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.TestBase;

/// <summary>Keeps the jobs that were handed over; they run when the test says so, by its clock.</summary>
public sealed class TestJobs(
    IServiceScopeFactory scopes,
    ICurrentTenant currentTenant,
    ICurrentPrincipalAccessor principal,
    TimeProvider time
) : IBackgroundJobManager
{
    private readonly Lock _gate = new();
    private readonly List<Waiting> _waiting = [];
    private int _last;

    /// <summary>How many wait, for now or for later.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    public Task<string> EnqueueAsync<TArgs>(TArgs args, TimeSpan? delay = null)
    {
        lock (_gate)
        {
            _waiting.Add(
                new(
                    currentTenant.Id,
                    time.GetUtcNow() + delay.GetValueOrDefault(),
                    (provider, token) => provider.GetRequiredService<AsyncBackgroundJob<TArgs>>().ExecuteAsync(args, token)
                )
            );
            return Task.FromResult($"{++_last}");
        }
    }

    /// <summary>As after a crash between a commit and its job.</summary>
    public void Lose()
    {
        lock (_gate)
        {
            _waiting.Clear();
        }
    }

    /// <summary>Runs what is due, and what comes of it, until nothing is left to do now.</summary>
    public async Task RunAsync(int workers = 1, CancellationToken cancellationToken = default)
    {
        while (Take() is { Count: > 0 } due)
        {
            await Parallel.ForEachAsync(
                due,
                new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken },
                async (job, token) =>
                {
                    using var tenant = currentTenant.Change(job.TenantId);
                    using var system = principal.Change(null);
                    await using var scope = scopes.CreateAsyncScope();
                    await job.Run(scope.ServiceProvider, token);
                }
            );
        }
    }

    private List<Waiting> Take()
    {
        lock (_gate)
        {
            var due = _waiting.FindAll(job => job.Due <= time.GetUtcNow());
            _waiting.RemoveAll(due.Contains);
            return due;
        }
    }

    private sealed record Waiting(Guid? TenantId, DateTimeOffset Due, Func<IServiceProvider, CancellationToken, Task> Run);
}
