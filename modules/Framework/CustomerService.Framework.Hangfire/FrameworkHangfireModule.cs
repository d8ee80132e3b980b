using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.EntityFrameworkCore.PostgreSql;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.Framework.Hangfire.Jobs;
using CustomerService.Framework.Hangfire.Storage;
using CustomerService.Framework.Hangfire.Workers;
using CustomerService.Framework.Modularity;
using Hangfire;
using Hangfire.Common;
using Hangfire.Logging;
using Hangfire.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.Hangfire;

/// <summary>Jobs can be enqueued and looked at everywhere; they run where <see cref="AddBackgroundProcessing"/> was called.</summary>
[DependsOn(typeof(FrameworkEntityFrameworkCoreModule))]
public sealed class FrameworkHangfireModule : CustomerServiceModule
{
    /// <summary>A node that stops lets running jobs finish for so long, then cancels them; both fit into the host's patience.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddSingleton(JobStorageFactory.Create);
        services.AddSingleton<TenantJobFilter>();
        services.AddSingleton<IJobFilterProvider>(Filters);
        services.AddHangfire(Configure);
        services.AddSingleton<IBackgroundJobManager, HangfireBackgroundJobManager>();
        services.AddTransient<IDoctorCheck, JobsDoctorCheck>();
        if (context.Configuration.GetValue<DatabaseProvider>("Database:Provider") == DatabaseProvider.PostgreSql)
        {
            services.AddSingleton<ILibrarySchema, JobSchema>();
        }
    }

    /// <summary>The workers of a serving node; command-line verbs and tests run without them.</summary>
    public static void AddBackgroundProcessing(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddSingleton<ServingNode>();
        services.AddHostedService<RecurringWorkers>();
        services.AddSingleton<QueueProcess<OutboxDispatcher>>();
        services.AddSingleton<QueueProcess<TimerSweeper>>();
        services.AddHangfireServer(Queues);
        AddServer(services, "work", 4, JobQueues.Promises, JobQueues.Default);

        // Threads of their own: neither a receiver that hangs nor an hour of import or cleaning up keeps others waiting.
        AddServer(services, "mail", 6, JobQueues.Mail);
        AddServer(services, "calls", 4, JobQueues.Calls);
        AddServer(services, "operations", 2, JobQueues.Operations);
        AddServer(services, "maintenance", 2, JobQueues.Maintenance);
    }

    /// <summary>The first one also looks after what is due later and what a dead node left.</summary>
    private static void AddServer(IServiceCollection services, string name, int workers, params string[] queues) =>
        services.AddHangfireServer(options =>
        {
            options.ServerName = $"{Environment.MachineName}:{name}";
            options.Queues = queues;
            options.WorkerCount = workers;
            options.StopTimeout = StopTimeout;
            options.IsLightweightServer = !queues.Contains(JobQueues.Promises);
        });

    /// <summary>Outbox and timers: no jobs, but started, watched and stopped like them.</summary>
    private static BackgroundProcessingServer Queues(IServiceProvider provider) =>
        new(
            provider.GetRequiredService<JobStorage>(),
            [provider.GetRequiredService<QueueProcess<OutboxDispatcher>>(), provider.GetRequiredService<QueueProcess<TimerSweeper>>()],
            new Dictionary<string, object>(),
            new BackgroundProcessingServerOptions { ServerName = $"{Environment.MachineName}:queues", StopTimeout = StopTimeout }
        );

    private static void Configure(IServiceProvider provider, IGlobalConfiguration hangfire)
    {
        hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings();
        if (provider.GetService<ServingNode>() is null)
        {
            // Hangfire has one log for the process, which would outlive the host that set it.
            LogProvider.SetCurrentLogProvider(null);
        }
    }

    /// <summary>Not Hangfire's static ones: several hosts live in one process of the tests.</summary>
    private static JobFilterProviderCollection Filters(IServiceProvider provider) =>
        [
            new JobFilterCollection
            {
                provider.GetRequiredService<TenantJobFilter>(),
                new AutomaticRetryAttribute(),
                new StatisticsHistoryAttribute(),
            },
            new JobFilterAttributeFilterProvider(),
        ];

    private sealed class ServingNode;
}
