using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Users;
using CustomerService.Identity.SignIn;
using CustomerService.Identity.Tests.Roles;
using CustomerService.Tenants;
using CustomerService.Tenants.Tenants;
using CustomerService.TestBase;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerService.Identity.Tests;

/// <summary>Tenants and Identity behind a real server, with a few endpoints to look at the result, and mail that is kept.</summary>
internal sealed class WebTestHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _directory;
    private readonly string? _ownerConnectionString;

    private WebTestHost(WebApplication app, string directory, string? ownerConnectionString) =>
        (_app, _directory, _ownerConnectionString) = (app, directory, ownerConnectionString);

    public const string Password = "Demo-Pass-2026";

    public IServiceProvider Services => _app.Services;

    public List<EmailMessage> Mails => ((KeptMail)Services.GetRequiredService<IEmailSender>()).Messages;

    /// <summary>How often the password of an account was compared, and how often that of nobody.</summary>
    public CountingHasher Hasher => (CountingHasher)Services.GetRequiredService<IPasswordHasher<CustomerService.Identity.Users.User>>();

    /// <summary>Skips the test when PostgreSQL is asked for and not there.</summary>
    public static async Task<WebTestHost> CreateAsync(int attemptsPerMinute = 1000, DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var directory = Directory.CreateTempSubdirectory("customer-service-test-").FullName;
        var settings = new Dictionary<string, string?>
        {
            ["Data:Directory"] = directory,
            ["Database:Provider"] = provider.ToString(),
            ["Identity:AttemptsPerMinute"] = attemptsPerMinute.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (provider == DatabaseProvider.PostgreSql)
        {
            TestPostgres.Require();
            (settings["ConnectionStrings:Default"], settings["ConnectionStrings:Owner"]) = await TestPostgres.CreateDatabaseAsync();
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        ModuleLoader.AddModules(
            builder,
            typeof(FrameworkEntityFrameworkCoreModule),
            typeof(TenantsModule),
            typeof(IdentityModule),
            typeof(TestPermissionsModule)
        );
        builder.Services.AddSingleton<IEmailSender, KeptMail>();
        builder.Services.AddSingleton<IPasswordHasher<CustomerService.Identity.Users.User>, CountingHasher>();
        var app = builder.Build();
        var modules = app.Services.GetRequiredService<ModuleLoader>();
        app.UseRouting();
        modules.PreInitialize(app);
        app.UseAuthentication();
        app.UseAuthorization();
        modules.Initialize(app);
        MapEndpoints(app);
        await SchemaTemplates.CreateAsync(
            provider,
            nameof(WebTestHost),
            settings.GetValueOrDefault("ConnectionStrings:Owner") ?? SchemaTemplates.FileIn(directory),
            () => app.Services.GetRequiredService<DatabaseMigrator>().CreateFromModelAsync()
        );
        await app.StartAsync();
        return new WebTestHost(app, directory, settings.GetValueOrDefault("ConnectionStrings:Owner"));
    }

    public Task<TenantInfo> OpenTenantAsync(string slug) =>
        Services
            .GetRequiredService<ITenantIntegrationService>()
            .CreateAsync(
                new CreateTenant(slug, slug, "en", "UTC", "saas", "Ada", $"admin@{slug}.example", Password, IsDemo: true),
                default
            );

    /// <summary>As the operator does it in the console.</summary>
    public async Task SuspendAsync(Guid tenantId)
    {
        var identity = new ClaimsIdentity(
            [
                new(CustomerServiceClaims.UserId, Guid.NewGuid().ToString()),
                new(CustomerServiceClaims.Role, RoleNames.HostOperator),
                new(CustomerServiceClaims.TenantId, TenantKeys.Host.ToString()),
            ],
            "test"
        );
        using var host = Services.GetRequiredService<ICurrentTenant>().Change(null);
        using var operatorHere = Services.GetRequiredService<ICurrentPrincipalAccessor>().Change(new ClaimsPrincipal(identity));
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IHostTenantAppService>().SuspendAsync(tenantId);
    }

    /// <summary>A browser at this host name; it follows no redirects.</summary>
    public HttpClient Browser(string hostName = "localhost", bool keepCookies = true)
    {
        var client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = keepCookies,
                CookieContainer = new CookieContainer(),
            }
        )
        {
            BaseAddress = new Uri(_app.Urls.First()),
        };
        client.DefaultRequestHeaders.Host = hostName;
        return client;
    }

    public static async Task<SignInResultDto> SignInAsync(
        HttpClient browser,
        string email,
        string password = Password,
        string? returnUrl = null
    )
    {
        var response = await browser.PostAsJsonAsync(
            "/test/signin",
            new SignInInput
            {
                Email = email,
                Password = password,
                ReturnUrl = returnUrl,
            }
        );
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<SignInResultDto>())!;
    }

    public static Task<string> WhoAsync(HttpClient browser) => browser.GetStringAsync("/test/who");

    public Task<T> RunAsync<T>(Guid? tenant, Func<IServiceProvider, Task<T>> work) =>
        Services.GetRequiredService<TenantScope>().RunAsync(tenant, work);

    public Task RunAsync(Guid? tenant, Func<IServiceProvider, Task> work) =>
        Services.GetRequiredService<TenantScope>().RunAsync(tenant, work);

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

    private static void MapEndpoints(WebApplication app)
    {
        app.MapPost("/test/signin", (SignInInput input, ISignInAppService signIn) => signIn.SignInAsync(input));
        app.MapPost("/test/signout", (ISignInAppService signIn) => signIn.SignOutAsync());
        app.MapPost("/test/reset", (ResetPasswordInput input, ISignInAppService signIn) => signIn.ResetPasswordAsync(input));
        app.MapPost(
            "/test/password",
            (Account.ChangePasswordInput input, Account.IAccountAppService account) => account.ChangePasswordAsync(input)
        );
        app.MapGet("/test/access", (string token, ISignInAppService signIn) => signIn.AcceptLinkAsync(token));
        app.MapGet("/test/visit", (string token, ISignInAppService signIn) => signIn.OpenLinkAsync(token));
        app.MapGet("/test/welcome", (string token, ISignInAppService signIn) => signIn.AcceptHandOverAsync(token));
        app.MapGet(
            "/test/who",
            (ICurrentUser user, ICurrentTenant tenant) =>
                $"{user.Email ?? user.Name ?? "nobody"}|{user.Principal?.FindFirst(CustomerServiceClaims.Role)?.Value}|"
                + $"{tenant.Key}|{user.Principal?.FindFirst(CustomerService.Identity.Users.IdentityClaims.OnlyTicket)?.Value}"
        );
        app.MapGet("/desk", () => "desk").RequireAuthorization(TestPermissions.Read);
        app.MapGet("/api/read", () => "read").RequireAuthorization(TestPermissions.Read);
        app.MapGet("/api/write", () => "written").RequireAuthorization(TestPermissions.Write);
    }

    internal sealed class CountingHasher : PasswordHasher<CustomerService.Identity.Users.User>
    {
        private int _accounts;
        private int _nobody;

        public int OfAccounts => _accounts;

        public int OfNobody => _nobody;

        public override PasswordVerificationResult VerifyHashedPassword(
            CustomerService.Identity.Users.User user,
            string hashedPassword,
            string providedPassword
        )
        {
            Interlocked.Increment(ref user.PasswordHash is null ? ref _nobody : ref _accounts);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    private sealed class KeptMail : IEmailSender
    {
        public List<EmailMessage> Messages { get; } = [];

        public bool IsSetUp => true;

        public Task QueueAsync(EmailMessage message, CancellationToken cancellationToken = default)
        {
            Messages.Add(message);
            return Task.CompletedTask;
        }
    }
}
