using System.Security.Claims;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Users;
using CustomerService.Identity.Tokens;
using CustomerService.Tenants.Tenants;
using CustomerService.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerService.TestBase;

/// <summary>
/// The whole composition inside the test, without loops, over the database of some <see cref="ServerSettings"/>: to
/// arrange and to look.
/// </summary>
internal sealed class Product : IAsyncDisposable
{
    public const string Password = "Trial-Pass-2026!";

    private readonly WebApplication _app;

    private Product(WebApplication app)
    {
        _app = app;
    }

    public IServiceProvider Services => _app.Services;

    /// <param name="configure">What a test adds to the composition.</param>
    public static async Task<Product> OpenAsync(ServerSettings settings, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebHost.CreateBuilder([
            .. settings
                .Environment.Where(e => e.Key.Contains("__", StringComparison.Ordinal))
                .Select(e => $"--{e.Key.Replace("__", ":", StringComparison.Ordinal)}={e.Value}"),
        ]);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        configure?.Invoke(builder);
        var product = new Product(WebHost.Build(builder));
        await settings.MigrateAsync(() => product.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync());
        return product;
    }

    /// <summary>Serves from inside the test, at a port of the system's choice.</summary>
    /// <returns>The port.</returns>
    public async Task<int> ServeAsync()
    {
        _app.Urls.Add("http://127.0.0.1:0");
        await _app.StartAsync();
        return new Uri(_app.Urls.Single()).Port;
    }

    public Task RunAsync(Guid tenantId, Func<IServiceProvider, Task> work) =>
        Services.GetRequiredService<TenantScope>().RunAsync(tenantId, work);

    public Task<T> RunAsync<T>(Guid tenantId, Func<IServiceProvider, Task<T>> work) =>
        Services.GetRequiredService<TenantScope>().RunAsync(tenantId, work);

    /// <summary>As a person of the tenant, as behind a page.</summary>
    public async Task RunAsAsync(Guid tenantId, Guid userId, string role, Func<IServiceProvider, Task> work, params Claim[] more)
    {
        var identity = new ClaimsIdentity(
            [
                new(CustomerServiceClaims.UserId, userId.ToString()),
                new(CustomerServiceClaims.Name, "Admin"),
                new(CustomerServiceClaims.Role, role),
                new(CustomerServiceClaims.TenantId, tenantId.ToString()),
                .. more,
            ],
            "test"
        );
        using var tenant = Services.GetRequiredService<ICurrentTenant>().Change(tenantId);
        using var principal = Services.GetRequiredService<ICurrentPrincipalAccessor>().Change(new ClaimsPrincipal(identity));
        await using var scope = Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    /// <summary>A tenant as sign-up makes it, with the admin <c>admin@{slug}.example</c>.</summary>
    public async Task<TenantInfo> CreateTenantAsync(string slug, string template = "saas", string language = "en", string? name = null)
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<ITenantIntegrationService>()
            .CreateAsync(
                new CreateTenant(
                    slug,
                    name ?? slug,
                    language,
                    "Asia/Shanghai",
                    template,
                    "Admin",
                    $"admin@{slug}.example",
                    Password,
                    IsDemo: false
                )
            );
    }

    public async Task<string> CreateTokenAsync(Guid tenantId, params string[] scopes)
    {
        await using var scope = Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ITokenIntegrationService>().CreateAsync(tenantId, "test", scopes)).Token;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
