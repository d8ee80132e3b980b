using CustomerService.Framework.Blazor;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Identity;

/// <summary>Emails of a new workspace wait for it. Without a mail server there is nothing to wait for.</summary>
internal sealed class ConfirmAddressSetupStep(ICurrentTenant tenant, ITenantStore tenants, IEmailSender sender) : ISetupStep
{
    public string Key => "identity.confirm-address";

    public int Order => 5;

    public string TitleKey => "Identity.Setup.ConfirmAddress";

    public string Url => "/account";

    public Task<bool> IsOfferedAsync(CancellationToken cancellationToken = default) => Task.FromResult(sender.IsSetUp);

    public async Task<bool> IsDoneAsync(CancellationToken cancellationToken = default) =>
        !await tenants.IsUnverifiedAsync(tenant.Id, cancellationToken);
}
