using CustomerService.Framework.EntityFrameworkCore;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.Modularity;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Verification;

[DependsOn(typeof(FrameworkEntityFrameworkCoreModule))]
public sealed class VerificationModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) =>
        context.Services.AddEntityModel(VerificationModelBuilderExtensions.ConfigureVerification);
}

internal static class VerificationModelBuilderExtensions
{
    public static void ConfigureVerification(this ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(VerificationModule).Assembly);
}
