using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.PostgreSql;
using CustomerService.Framework.Hangfire.Jobs;
using CustomerService.Framework.Hangfire.Storage;
using CustomerService.Framework.Hangfire.Workers;
using CustomerService.Framework.Modularity;
using Hangfire;
using Hangfire.Common;
using Hangfire.Logging;
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
        services.AddHangfireServer(options =>
        {
            options.ServerName = $"{Environment.MachineName}:work";
            options.Queues = [JobQueues.Promises, JobQueues.Mail, JobQueues.Default];
            options.WorkerCount = 4;
            options.StopTimeout = StopTimeout;
        });

        // Threads of its own: hours of cleaning up never keep a promise or a mail waiting.
        services.AddHangfireServer(options =>
        {
            options.ServerName = $"{Environment.MachineName}:maintenance";
            options.Queues = [JobQueues.Maintenance];
            options.WorkerCount = 2;
            options.StopTimeout = StopTimeout;
            options.IsLightweightServer = true;
        });
    }

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
