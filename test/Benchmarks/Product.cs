using System.Security.Claims;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Users;
using CustomerService.Identity.Tokens;
using CustomerService.Identity.Users;
using CustomerService.Tenants.Tenants;
using CustomerService.TestBase;
using CustomerService.Tickets;
using CustomerService.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerService.Benchmarks;

/// <summary>
/// The whole product, composed as it serves but without its loops, over a PostgreSQL database of its own with one company in it. What is
/// measured from outside is started as a process of its own over the same database.
/// </summary>
internal sealed class Product : IAsyncDisposable
{
    public const string Slug = "bench";
    public const string Password = "Demo-Pass-2026";
    public const string AdminEmail = "admin@bench.example";

    private readonly WebApplication _app;

    private Product(ServerSettings settings, WebApplication app, TenantInfo tenant, UserDto admin)
    {
        (Settings, _app, Tenant, Admin) = (settings, app, tenant, admin);
    }

    public ServerSettings Settings { get; }

    public TenantInfo Tenant { get; }

    public UserDto Admin { get; }

    /// <param name="environment">Further settings of the composition and of servers.</param>
    public static async Task<Product> CreateAsync(params (string Name, string Value)[] environment)
    {
        if (TestPostgres.Superuser is null)
        {
            throw new InvalidOperationException(
                "Set TEST_POSTGRES to a superuser's connection string; etc/test.sh shows how to start a private PostgreSQL."
            );
        }

        var settings = await ServerSettings.CreateAsync(DatabaseProvider.PostgreSql);
        settings.Environment["Database__MigrateOnStart"] = "false";
        foreach (var (name, value) in environment)
        {
            settings.Environment[name] = value;
        }

        var builder = WebHost.CreateBuilder([
            .. settings.Environment.Select(s => $"--{s.Key.Replace("__", ":", StringComparison.Ordinal)}={s.Value}"),
        ]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = WebHost.Build(builder);
        await settings.MigrateAsync(() => app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync());
        TenantInfo tenant;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            tenant = await scope
                .ServiceProvider.GetRequiredService<ITenantIntegrationService>()
                .CreateAsync(new CreateTenant(Slug, "Bench", "en", "UTC", "saas", "Ada Admin", AdminEmail, Password, IsDemo: true));
        }

        var admin = await app
            .Services.GetRequiredService<TenantScope>()
            .RunAsync(tenant.Id, p => p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync(AdminEmail));
        var product = new Product(settings, app, tenant, admin!);
        await product.DrainAsync();
        return product;
    }

    /// <summary>One more company.</summary>
    public async Task OpenTenantAsync(string slug, string template, string language)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<ITenantIntegrationService>()
            .CreateAsync(
                new CreateTenant(
                    slug,
                    slug,
                    language,
                    "Asia/Shanghai",
                    template,
                    "Ada Admin",
                    $"admin@{slug}.example",
                    Password,
                    IsDemo: true
                )
            );
    }

    public IServiceProvider Services => _app.Services;

    /// <summary>For tenants of a benchmark's own.</summary>
    public TenantScope Scope => _app.Services.GetRequiredService<TenantScope>();

    public Task<ServerProcess> StartServerAsync() => ServerProcess.StartAsync(Settings);

    public async Task<string> CreateTokenAsync() =>
        await _app
            .Services.GetRequiredService<TenantScope>()
            .RunAsync(
                null,
                async p =>
                    (
                        await p.GetRequiredService<ITokenIntegrationService>()
                            .CreateAsync(Tenant.Id, "bench", [TicketPermissions.Create, TicketPermissions.Read])
                    ).Token
            );

    /// <summary>As the system, in the company: one unit of work.</summary>
    public Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> work) =>
        _app.Services.GetRequiredService<TenantScope>().RunAsync(Tenant.Id, work);

    /// <summary>As the company's admin, as behind a page.</summary>
    public Task<T> RunAsAdminAsync<T>(Func<IServiceProvider, Task<T>> work) => RunAsAdminAsync(Slug, work);

    /// <summary>As an admin of the named company, with the id of this one's.</summary>
    public async Task<T> RunAsAdminAsync<T>(string slug, Func<IServiceProvider, Task<T>> work)
    {
        var company = (await _app.Services.GetRequiredService<ITenantStore>().FindBySlugAsync(slug))!;
        var identity = new ClaimsIdentity(
            [
                new(CustomerServiceClaims.UserId, Admin.Id.ToString()),
                new(CustomerServiceClaims.Name, Admin.Name),
                new(CustomerServiceClaims.Role, RoleNames.Admin),
                new(CustomerServiceClaims.TenantId, company.Id.ToString()),
            ],
            "bench"
        );
        using var tenant = _app.Services.GetRequiredService<ICurrentTenant>().Change(company.Id);
        using var principal = _app.Services.GetRequiredService<ICurrentPrincipalAccessor>().Change(new ClaimsPrincipal(identity));
        await using var scope = _app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>Delivers events and fires due timers until nothing is left to do now.</summary>
    public async Task DrainAsync()
    {
        while (await DispatchAsync() + await SweepAsync() > 0) { }
    }

    public Task<int> DispatchAsync() => _app.Services.GetRequiredService<OutboxDispatcher>().RunBatchAsync(default);

    public Task<int> SweepAsync() => _app.Services.GetRequiredService<TimerSweeper>().RunBatchAsync(default);

    /// <summary>A statement that sees all rows, for filling tables and counting.</summary>
    public async Task<object?> SqlAsync(string sql)
    {
        // Only the owner may vacuum.
        await using var connection = new NpgsqlConnection(
            sql.StartsWith("vacuum", StringComparison.Ordinal) ? Settings.OwnerConnectionString : Settings.InspectorConnectionString
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync();
    }

    /// <summary>
    /// Copies one row of a product table many times, by SQL: the product itself made the first, so that the copies look as it makes them.
    /// </summary>
    /// <param name="overrides">Column → SQL over <c>i</c>, the number of the copy; the rest is taken from the row <c>s</c>.</param>
    public async Task CopyRowAsync(string table, Guid sourceId, int from, int count, IReadOnlyDictionary<string, string> overrides)
    {
        var columns = (
            (string)
                (
                    await SqlAsync(
                        "select string_agg(quote_ident(column_name), ',' order by ordinal_position) from "
                            + $"information_schema.columns where table_schema = 'public' and table_name = '{table}'"
                    )
                )!
        ).Split(',');
        var values = columns.Select(c => overrides.TryGetValue(c.Trim('"'), out var sql) ? sql : "s." + c);
        await SqlAsync(
            $"""
            insert into "{table}" ({string.Join(", ", columns)})
            select {string.Join(", ", values)} from "{table}" s, generate_series({from}, {from + count - 1}) i where s."Id" = '{sourceId}'
            """
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Settings.DisposeAsync();
    }
}
