using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Hangfire;
using CustomerService.Framework.Modularity;
using CustomerService.Web.Backups;
using CustomerService.Web.Components;
using CustomerService.Web.Infrastructure;
using CustomerService.Web.Infrastructure.Logging;
using CustomerService.Web.Infrastructure.Telemetry;
using CustomerService.Web.Settings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace CustomerService.Web;

/// <summary>Builds the one host: for serving, and without its loops for the command-line verbs.</summary>
internal static class WebHost
{
    public static async Task<int> ServeAsync(string[] args)
    {
        var builder = CreateBuilder(args);
        SettingsCheck.RunForServing(builder.Configuration);
        builder.Services.AddSwiftShutdown();
        builder.AddTelemetry();
        var context = new ServiceConfigurationContext(builder.Services, builder.Configuration, builder.Environment);
        FrameworkEntityFrameworkCoreModule.AddBackgroundProcessing(context);
        FrameworkHangfireModule.AddBackgroundProcessing(context);
        var app = Build(builder);
        using var serving = DatabaseBackup.For(app.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value).Serve();
        await Startup.PrepareDatabaseAsync(app);
        app.LeaveThePoolFirst();
        await app.RunAsync();
        return 0;
    }

    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Settings and files of the product lie beside its assembly, wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        SettingsCheck.Run(builder.Configuration);
        builder.WebHost.UseStaticWebAssets();
        var services = builder.Services;
        builder.AddConsoleLog();
        services.AddRazorComponents().AddInteractiveServerComponents(o => o.DetailedErrors = builder.Environment.IsDevelopment());
        services.AddCascadingAuthenticationState();
        services.AddHttpLimits(builder.Configuration);
        services.AddApiJson();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = HostCookiesMiddleware.AntiforgeryCookie;
            o.Cookie.Path = "/";
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddSingleton<IAntiforgeryAdditionalDataProvider, TenantAntiforgeryData>();
        services.AddTenantLocalization();
        services.AddProblemDetails();
        services.AddExceptionHandler<BusinessExceptionHandler>();
        services.AddOutputCache();
        services.AddRateLimits(builder.Configuration);
        services.AddOpenApi("v1", OpenApiDocument.Configure);
        services.AddHealth();
        ModuleLoader.AddModules<WebModule>(builder);
        return builder;
    }

    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        var modules = app.Services.GetRequiredService<ModuleLoader>();
        app.UseMiddleware<HostHeaderMiddleware>();
        app.UseForwardedHeaders();
        app.UseMetrics();
        app.UseMiddleware<HostCookiesMiddleware>();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseWhen(IsApi, api => api.UseStatusCodePages());
        app.UseWhen(
            context => !IsApi(context),
            site => site.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true)
        );
        app.UseMiddleware<UnsentFormMiddleware>();
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseCharsets();
        app.UseStaticFiles(StaticAssets.Options(app.Environment));
        app.MapHealth();
        app.UseRouting();
        modules.PreInitialize(app);
        app.UseRequestLocalization();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseWhen(IsApi, api => api.UseApiWrites());
        app.UseOutputCache();
        app.UseAntiforgery();
        app.MapOpenApi("/api/{documentName}/openapi.json").CacheOutput();
        app.MapApiReference();
        app.MapLanguage();
        modules.Initialize(app);
        app.MapJobsDashboard();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode()
            .AddAdditionalAssemblies([.. modules.Assemblies.Where(a => a != typeof(App).Assembly && PageAssemblies.HasPages(a))]);
        return app;
    }

    /// <summary>Programs read problem details, people the error page.</summary>
    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api");
}
