using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Hangfire.Workers;
using CustomerService.Framework.MultiTenancy;
using CustomerService.TestBase;
using Hangfire;
using Hangfire.Common;
using Hangfire.Dashboard;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.Tests.BackgroundJobs;

public sealed class BackgroundJobTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Run_A_Job_In_The_Tenant_That_Enqueued_It(DatabaseProvider provider)
    {
        await using var host = await OpenAsync(provider);
        var jobs = host.Services.GetRequiredService<IBackgroundJobManager>();
        foreach (var tenant in (Guid?[])[TestHost.TenantA, TestHost.TenantB, null])
        {
            using var change = host.Services.GetRequiredService<ICurrentTenant>().Change(tenant);
            await jobs.EnqueueAsync(new StampArgs(Guid.CreateVersion7()));
        }

        using (Serve(host))
        {
            await Wait.UntilAsync(() => Task.FromResult(Notebook(host).Stamps.Count == 3), "three jobs");
        }

        Notebook(host).Stamps.ShouldBe([TestHost.TenantA, TestHost.TenantB, null], ignoreOrder: true);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Name_The_Tenant_Of_A_Job_In_The_Dashboard_And_In_Its_Span(DatabaseProvider provider)
    {
        await using var host = await OpenAsync(provider);
        var spans = new ConcurrentBag<Activity>();
        using var collector = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WorkSpans.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(collector);
        using (host.Services.GetRequiredService<ICurrentTenant>().Change(TestHost.TenantB))
        {
            await host.Services.GetRequiredService<IBackgroundJobManager>().EnqueueAsync(new StampArgs(Guid.CreateVersion7()));
        }

        var storage = host.Services.GetRequiredService<JobStorage>();
        var job = storage.GetMonitoringApi().EnqueuedJobs(JobQueues.Default, 0, 10).Single().Value.Job;
        var name = job.Method.GetCustomAttribute<JobDisplayNameAttribute>()!;
        name.Format(new Page(storage), job).ShouldBe("beta: Stamp");
        using (Serve(host))
        {
            await Wait.UntilAsync(() => Task.FromResult(spans.Any(IsOfBeta)), "the job's span");
        }

        static bool IsOfBeta(Activity span) => span.DisplayName == "job Stamp" && (string?)span.GetTagItem("tenant") == "beta";
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Run_A_Worker_Once_At_Each_Due_Time_Although_Several_Nodes_Serve(DatabaseProvider provider)
    {
        await using var host = await OpenAsync(provider);
        host.Services.GetRequiredService<IRecurringJobManagerV2>()
            .AddOrUpdate<RecurringWorkerJob>(
                CountingWorker.Id,
                JobQueues.Maintenance,
                job => job.RunAsync(CountingWorker.Id, CancellationToken.None),
                "* * * * * *"
            );
        using (Serve(host))
        using (Serve(host))
        {
            await Wait.UntilAsync(() => Task.FromResult(Notebook(host).Runs >= 3), "three runs");
        }

        var storage = host.Services.GetRequiredService<JobStorage>();
        using var connection = storage.GetConnection();
        var dueTimes = storage
            .GetMonitoringApi()
            .SucceededJobs(0, 100)
            .Select(job => SerializationHelper.Deserialize<long>(connection.GetJobParameter(job.Key, "Time")))
            .ToList();
        dueTimes.Count.ShouldBeGreaterThanOrEqualTo(3);
        dueTimes.ShouldBeUnique();
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Not_Run_A_Worker_Beside_Itself(DatabaseProvider provider)
    {
        await using var host = await OpenAsync(provider);
        await using var scope = host.Services.CreateAsyncScope();
        var job = ActivatorUtilities.CreateInstance<RecurringWorkerJob>(scope.ServiceProvider);
        using (var connection = host.Services.GetRequiredService<JobStorage>().GetConnection())
        using (connection.AcquireDistributedLock("worker:" + CountingWorker.Id, TimeSpan.Zero))
        {
            await job.RunAsync(CountingWorker.Id, CancellationToken.None);
            Notebook(host).Runs.ShouldBe(0);
        }

        await job.RunAsync(CountingWorker.Id, CancellationToken.None);
        Notebook(host).Runs.ShouldBe(1);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Know_The_Workers_Of_This_Version_And_No_Others(DatabaseProvider provider)
    {
        await using var host = await OpenAsync(provider);
        var schedule = host.Services.GetRequiredService<IRecurringJobManagerV2>();
        schedule.AddOrUpdate<RecurringWorkerJob>("of.yesterday", job => job.RunAsync("of.yesterday", CancellationToken.None), "0 0 * * *");

        using var writer = ActivatorUtilities.CreateInstance<RecurringWorkers>(host.Services);
        await writer.StartAsync(default);
        await writer.ExecuteTask!;

        using var connection = host.Services.GetRequiredService<JobStorage>().GetConnection();
        var workers = host.Services.GetServices<HangfireBackgroundWorkerBase>().Select(w => w.RecurringJobId);
        connection.GetRecurringJobs().Select(j => j.Id).ShouldBe(workers, ignoreOrder: true);
    }

    /// <summary>Two copies of it in one process would not see each other's locks.</summary>
    [Fact]
    public async Task Should_Load_One_Library_Of_Sqlite_For_Data_And_Jobs()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded is read from /proc.");
        await using var host = await OpenAsync(DatabaseProvider.Sqlite);
        using var connection = host.Services.GetRequiredService<JobStorage>().GetConnection();
        connection.GetRecurringJobs().ShouldBeEmpty();
        File.ReadLines("/proc/self/maps")
            .Select(line => line.Split(' ')[^1])
            .Where(file => file.EndsWith(".so", StringComparison.Ordinal) && file.Contains("sqlite", StringComparison.Ordinal))
            .Distinct()
            .ShouldHaveSingleItem();
    }

    private static Task<TestHost> OpenAsync(DatabaseProvider provider) => TestHost.CreateAsync(provider, typeof(BackgroundJobTestModule));

    private static Notebook Notebook(TestHost host) => host.Services.GetRequiredService<Notebook>();

    /// <summary>A node, as far as jobs go.</summary>
    private static BackgroundJobServer Serve(TestHost host) =>
        new(
            new BackgroundJobServerOptions
            {
                Queues = [JobQueues.Default, JobQueues.Maintenance],
                WorkerCount = 2,
                SchedulePollingInterval = TimeSpan.FromMilliseconds(500),
                Activator = host.Services.GetRequiredService<JobActivator>(),
                FilterProvider = host.Services.GetRequiredService<IJobFilterProvider>(),
            },
            host.Services.GetRequiredService<JobStorage>()
        );
}

file sealed class Page(JobStorage storage) : DashboardContext(storage, new DashboardOptions());

public sealed record StampArgs(Guid Id);

internal sealed class StampJob(Notebook notebook, ICurrentTenant tenant) : AsyncBackgroundJob<StampArgs>
{
    public override async Task ExecuteAsync(StampArgs args, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        notebook.Stamps.Add(tenant.Id);
    }
}

internal sealed class CountingWorker(Notebook notebook) : HangfireBackgroundWorkerBase
{
    public const string Id = "tests.counting";

    public override string RecurringJobId => Id;

    public override string CronExpression => "0 0 1 1 *";

    public override Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        notebook.CountRun();
        return Task.CompletedTask;
    }
}

internal sealed class Notebook : Modularity.ISingletonDependency
{
    private int _runs;

    public ConcurrentBag<Guid?> Stamps { get; } = [];

    public int Runs => _runs;

    public void CountRun() => Interlocked.Increment(ref _runs);
}
