using CustomerService.Framework.Data;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.DataProtection;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.EntityFrameworkCore.Operations;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.EntityFrameworkCore.Outgoing;
using CustomerService.Framework.EntityFrameworkCore.PostgreSql;
using CustomerService.Framework.EntityFrameworkCore.RealTime;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.RealTime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Framework.EntityFrameworkCore;

[DependsOn(typeof(FrameworkModule))]
public sealed class FrameworkEntityFrameworkCoreModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddSingleton<EntityModel>();
        services.AddEntityModel(ConfigureKernel);
        services.AddOptions<DatabaseOptions>().Configure(options => Bind(options, context.Configuration));
        services.AddScoped<SavePipeline>();
        services.AddDbContext<CustomerServiceDbContext>(
            (provider, builder) =>
            {
                var database = provider.GetRequiredService<IOptions<DatabaseOptions>>().Value;
                builder
                    .UseCustomerServiceDatabase(database.Provider, database.ConnectionString)
                    .AddInterceptors(provider.GetRequiredService<SavePipeline>(), WellFormedParameters.Instance);
            }
        );
        services.AddScoped<IUnitOfWorkManager, UnitOfWorkManager>();
        services.AddSingleton<DatabaseMigrator>();
        services.AddSingleton<ServingCheck>();
        services.AddSingleton<QueueClaim>();
        services.AddSingleton<Parallelism>();
        services.AddSingleton(typeof(QueueSignal<>));
        services.AddSingleton(typeof(OutgoingQueue<>));
        services.AddSingleton<HandlersBehind>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddSingleton<TimerSweeper>();
        services.AddTransient<IDoctorCheck, DatabaseDoctorCheck>();
        services.AddTransient<IDoctorCheck, ServingRoleDoctorCheck>();
        services.AddTransient<IDoctorCheck, KeysDoctorCheck>();
        services.AddTransient<IDoctorCheck, QueueDoctorCheck>();
        services.AddTransient<IDoctorCheck, StorageDoctorCheck>();
        services.AddTransient<IDoctorCheck, TimeZoneDoctorCheck>();
        services.AddDataProtection().SetApplicationName("CustomerService").EncryptKeys(context.Configuration);
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<IServiceScopeFactory, MultiTenancy.ICurrentTenant>(
                (options, scopes, tenant) => options.XmlRepository = new DatabaseXmlRepository(scopes, tenant)
            );
        if (context.Configuration.GetValue<DatabaseProvider>("Database:Provider") == DatabaseProvider.PostgreSql)
        {
            services.AddSingleton<PostgreSqlBackplane>();
            services.AddSingleton<IRealTimeBackplane>(provider => provider.GetRequiredService<PostgreSqlBackplane>());
        }
    }

    /// <summary>What a serving node listens to; command-line verbs and tests run without it.</summary>
    public static void AddBackgroundProcessing(ServiceConfigurationContext context)
    {
        if (context.Configuration.GetValue<DatabaseProvider>("Database:Provider") == DatabaseProvider.PostgreSql)
        {
            context.Services.AddHostedService(provider => provider.GetRequiredService<PostgreSqlBackplane>());
        }
    }

    public override void OnApplicationInitialization(WebApplication app) => app.MapOperations();

    private static void ConfigureKernel(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(FrameworkEntityFrameworkCoreModule).Assembly);

    private static void Bind(DatabaseOptions options, IConfiguration configuration)
    {
        options.Provider = configuration.GetValue<DatabaseProvider>("Database:Provider");
        options.ConnectionString = configuration.GetConnectionString("Default") is { Length: > 0 } set ? set : DefaultSqlite(configuration);
        options.OwnerConnectionString = configuration.GetConnectionString("Owner") is { Length: > 0 } owner
            ? owner
            : options.ConnectionString;
        if (options.Provider == DatabaseProvider.PostgreSql)
        {
            options.ConnectionString = PreparedStatements.WithDefault(options.ConnectionString);
        }
    }

    private static string DefaultSqlite(IConfiguration configuration)
    {
        var directory = configuration["Data:Directory"] ?? "App_Data";
        Directory.CreateDirectory(directory);
        return $"Data Source={Path.Combine(directory, "customer-service.db")}";
    }
}
