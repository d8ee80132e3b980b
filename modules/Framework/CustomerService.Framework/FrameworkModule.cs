using CustomerService.Framework.Authorization;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Users;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;

namespace CustomerService.Framework;

public sealed class FrameworkModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var services = context.Services;
        services.AddHttpContextAccessor();
        services.AddMemoryCache();
        services.AddAuthorization(PersonPolicy.SetAsDefault);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ICurrentTenant, CurrentTenant>();
        services.AddSingleton<ICurrentPrincipalAccessor, CurrentPrincipalAccessor>();
        services.AddSingleton<ICurrentUser, CurrentUser>();
        services.AddSingleton<TenantScope>();
        services.AddSingleton<JsonStringLocalizer>();
        services.AddSingleton<IStringLocalizerFactory, JsonStringLocalizerFactory>();
        services.AddSingleton<IStringLocalizer>(provider => provider.GetRequiredService<JsonStringLocalizer>());
        services.AddTransient(typeof(IStringLocalizer<>), typeof(StringLocalizer<>));
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicyProvider>();
        services.AddTransient<IAuthorizationHandler, PermissionRequirementHandler>();
        services.AddSingleton<IBlobProvider, FileSystemBlobProvider>();
        services.AddSingleton(typeof(IBlobContainer<>), typeof(BlobContainer<>));
        services.Configure<DataOptions>(context.Configuration.GetSection("Data"));
        services.Configure<ScannerOptions>(context.Configuration.GetSection("Scanner"));
        services.AddTransient<IDoctorCheck, ScannerDoctorCheck>();
    }
}
