using System.Globalization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Localization;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Branding;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tenants.Tenants;

internal sealed class TenantIntegrationService(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    ICurrentTenant tenant,
    TenantDirectory directory,
    TenantManager manager
) : ITenantIntegrationService
{
    /// <summary>The installation's own look, on the host site.</summary>
    private const string HostName = "CustomerService";

    public async Task<BrandingDto> GetBrandingAsync(CancellationToken cancellationToken = default)
    {
        var entry = tenant.Id is { } id ? await directory.FindEntryAsync(id, cancellationToken) : null;
        return entry is null
            ? new BrandingDto(
                HostName,
                null,
                AccentColor.Default,
                AccentColor.ForDark(AccentColor.Default),
                null,
                JsonStringLocalizer.Cultures
            )
            : new BrandingDto(
                entry.Info.Name,
                LogoEndpoint.UrlOf(entry.LogoId),
                entry.Accent,
                entry.AccentDark,
                BannerOf(entry),
                entry.Info.Languages
            );
    }

    public Task<TenantInfo> CreateAsync(CreateTenant input, CancellationToken cancellationToken = default) =>
        manager.CreateAsync(input, null, cancellationToken);

    public async Task VerifyAsync(CancellationToken cancellationToken = default)
    {
        (await db.Set<Tenant>().SingleAsync(t => t.Id == tenant.Id, cancellationToken)).Verify();
        unitOfWorkManager.Current!.OnCompleted(directory.ForgetAsync);
    }

    private static string? BannerOf(TenantEntry entry) =>
        entry.Banners.GetValueOrDefault(JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture))
        ?? entry.Banners.GetValueOrDefault(entry.Info.Language);
}
