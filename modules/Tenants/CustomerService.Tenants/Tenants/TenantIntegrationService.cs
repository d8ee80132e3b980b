using System.Globalization;
using CustomerService.Framework.Localization;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Branding;

namespace CustomerService.Tenants.Tenants;

internal sealed class TenantIntegrationService(ICurrentTenant tenant, TenantDirectory directory, TenantManager manager)
    : ITenantIntegrationService
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
        manager.CreateAsync(input, cancellationToken);

    private static string? BannerOf(TenantEntry entry) =>
        entry.Banners.GetValueOrDefault(JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture))
        ?? entry.Banners.GetValueOrDefault(entry.Info.Language);
}
