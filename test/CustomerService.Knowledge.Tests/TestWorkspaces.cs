using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Tests;

/// <summary>Identity asks for the tenants' module; none of these tests makes a workspace or changes one.</summary>
public sealed class TestWorkspacesModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) =>
        context.Services.AddSingleton<ITenantIntegrationService, TestWorkspaces>();

    private sealed class TestWorkspaces : ITenantIntegrationService
    {
        public Task<BrandingDto> GetBrandingAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<TenantInfo> CreateAsync(CreateTenant tenant, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task VerifyAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
