using System.Security.Claims;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Users;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CustomerService.TestBase;

/// <summary>
/// The real kernel with some modules over a fresh database, without loops: outbox and timers run when the test says so.
/// There is no ambient tenant.
/// What a module that is not loaded would provide (tenants, permissions, mail) is answered by the simplest stand-in.
/// </summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _directory;
    private readonly string? _ownerConnectionString;

    private TestHost(WebApplication app, string directory, string? ownerConnectionString, FakeTimeProvider time)
    {
        (_app, _directory, _ownerConnectionString, Time) = (app, directory, ownerConnectionString, time);
    }

    public static Guid TenantA { get; } = new("0190a000-0000-7000-8000-00000000000a");

    public static Guid TenantB { get; } = new("0190b000-0000-7000-8000-00000000000b");

    public IServiceProvider Services => _app.Services;

    public FakeTimeProvider Time { get; }

    /// <summary>Jobs that were handed over; not where Hangfire's module is loaded.</summary>
    public TestJobs Jobs => (TestJobs)Services.GetRequiredService<IBackgroundJobManager>();

    public static Task<TestHost> CreateAsync<TModule>(DatabaseProvider provider = DatabaseProvider.Sqlite)
        where TModule : CustomerServiceModule => CreateAsync(provider, typeof(TModule));

    /// <summary>Skips the test when PostgreSQL is asked for and not there.</summary>
    public static async Task<TestHost> CreateAsync(DatabaseProvider provider, params Type[] modules)
    {
        var directory = Directory.CreateTempSubdirectory("customer-service-test-").FullName;
        var settings = new Dictionary<string, string?> { ["Data:Directory"] = directory, ["Database:Provider"] = provider.ToString() };
        if (provider == DatabaseProvider.PostgreSql)
        {
            TestPostgres.Require();
            (settings["ConnectionStrings:Default"], settings["ConnectionStrings:Owner"]) = await TestPostgres.CreateDatabaseAsync();
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        builder.Services.AddSingleton<TimeProvider>(time);
        ModuleLoader.AddModules(builder, [typeof(FrameworkEntityFrameworkCoreModule), .. modules]);
        builder.Services.TryAddSingleton<ITenantStore, TestTenantStore>();
        builder.Services.TryAddSingleton<IFeatureChecker, TestFeatures>();
        builder.Services.TryAddSingleton<IPermissionStore, TestPermissionStore>();
        builder.Services.TryAddSingleton<IEmailSender, TestEmailSender>();
        builder.Services.TryAddSingleton<IBackgroundJobManager, TestJobs>();
        builder.Services.TryAddSingleton<ISiteUrls, TestSiteUrls>();
        var host = new TestHost(builder.Build(), directory, settings.GetValueOrDefault("ConnectionStrings:Owner"), time);
        await SchemaTemplates.CreateAsync(
            provider,
            string.Join(' ', modules.Select(m => m.FullName)),
            host._ownerConnectionString ?? SchemaTemplates.FileIn(directory),
            () => host.Services.GetRequiredService<DatabaseMigrator>().CreateFromModelAsync()
        );
        return host;
    }

    /// <summary>Runs as the system in a tenant: one scope, one unit of work.</summary>
    public Task RunAsync(Guid? tenantId, Func<IServiceProvider, Task> work) =>
        Services.GetRequiredService<TenantScope>().RunAsync(tenantId, work);

    public Task<T> RunAsync<T>(Guid? tenantId, Func<IServiceProvider, Task<T>> work) =>
        Services.GetRequiredService<TenantScope>().RunAsync(tenantId, work);

    /// <summary>
    /// Runs as a person of a tenant, in a scope without a unit of work: application services begin their own, as behind
    /// a page.
    /// </summary>
    public async Task<T> RunAsAsync<T>(
        Guid tenantId,
        Guid userId,
        string role,
        Func<IServiceProvider, Task<T>> work,
        string name = "Test Person"
    )
    {
        var identity = new ClaimsIdentity(
            [
                new(CustomerServiceClaims.UserId, userId.ToString()),
                new(CustomerServiceClaims.Name, name),
                new(CustomerServiceClaims.Role, role),
                new(CustomerServiceClaims.TenantId, tenantId.ToString()),
            ],
            "test"
        );
        using var tenant = Services.GetRequiredService<ICurrentTenant>().Change(tenantId);
        using var principal = Services.GetRequiredService<ICurrentPrincipalAccessor>().Change(new ClaimsPrincipal(identity));
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public Task RunAsAsync(Guid tenantId, Guid userId, string role, Func<IServiceProvider, Task> work) =>
        RunAsAsync(
            tenantId,
            userId,
            role,
            async provider =>
            {
                await work(provider);
                return true;
            }
        );

    /// <summary>Delivers events and fires due timers until nothing is left to do now.</summary>
    public async Task DrainAsync()
    {
        while (
            await Services.GetRequiredService<OutboxDispatcher>().RunBatchAsync(default)
                + await Services.GetRequiredService<TimerSweeper>().RunBatchAsync(default)
            > 0
        ) { }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, true);
        if (_ownerConnectionString is not null)
        {
            await TestPostgres.DropDatabaseAsync(_ownerConnectionString);
        }
    }

    private sealed class TestTenantStore : ITenantStore
    {
        private static readonly TenantInfo[] All = [Make(TenantA, "alpha"), Make(TenantB, "beta")];

        public Task<TenantInfo?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
            Task.FromResult(All.FirstOrDefault(t => t.Id == id));

        public Task<TenantInfo?> FindBySlugAsync(string slug, CancellationToken cancellationToken = default) =>
            Task.FromResult(All.FirstOrDefault(t => t.Slug == slug));

        public Task<TenantInfo?> FindByHostAsync(string host, CancellationToken cancellationToken = default) =>
            FindBySlugAsync(host.Split('.')[0], cancellationToken);

        public Task<IReadOnlyList<TenantInfo>> GetActiveAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<TenantInfo>>(All);

        private static TenantInfo Make(Guid id, string slug) => new(id, slug, slug, "Asia/Shanghai", "en", ["en", "zh-Hans"], true, null);
    }

    private sealed class TestPermissionStore(PermissionDefinitions definitions) : IPermissionStore
    {
        public Task<IReadOnlySet<string>> GetForRoleAsync(string role, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlySet<string>>(
                definitions.All.Values.Where(p => p.DefaultRoles.Contains(role)).Select(p => p.Name).ToHashSet()
            );
    }

    private sealed class TestSiteUrls : ISiteUrls
    {
        public Task<string> AbsoluteAsync(string path, CancellationToken cancellationToken = default) =>
            Task.FromResult("http://test.localhost" + path);
    }
}
