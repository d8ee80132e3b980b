using CustomerService.Framework.Blazor;
using CustomerService.Tenants.Branding;

namespace CustomerService.Tenants.Blazor.Admin;

internal sealed class BrandingSetupStep(IBrandingAppService branding) : ISetupStep
{
    public string Key => "tenants.branding";

    public int Order => 10;

    public string TitleKey => "Tenants.Setup.Branding";

    public string Url => "/admin/branding";

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken = default) =>
        (await branding.GetAsync(cancellationToken)).IsCustomized;
}
