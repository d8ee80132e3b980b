using System.Text.Json;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tenants.Branding;

internal sealed class BrandingAppService(
    CustomerServiceDbContext db,
    IUnitOfWorkManager unitOfWorkManager,
    ICurrentTenant currentTenant,
    TenantDirectory directory,
    IBlobContainer<Tenant> blobs,
    IFileScanner scanner,
    SiteUrls urls
) : IBrandingAppService
{
    private const long MaxLogoBytes = 512 * 1024;

    [Authorize(TenantsPermissions.Settings)]
    public async Task<BrandingSettingsDto> GetAsync(CancellationToken cancellationToken = default)
    {
        var t = await TenantAsync(cancellationToken);
        return new BrandingSettingsDto(
            t.Name,
            LogoEndpoint.UrlOf(t.LogoId),
            t.Accent,
            AccentColor.ForLight(t.Accent),
            AccentColor.ForDark(t.Accent),
            JsonSerializer.Deserialize<Dictionary<string, string>>(t.Banners)!,
            t.Language,
            t.Languages.Split(','),
            t.TimeZone,
            urls.Absolute(t.Slug, "/"),
            t.IsBranded
        );
    }

    [Authorize(TenantsPermissions.Settings)]
    public async Task UpdateAsync(UpdateBrandingInput input, CancellationToken cancellationToken = default)
    {
        var tenant = await TenantAsync(cancellationToken);
        tenant.Rename(input.Name);
        tenant.Speak(input.Language, input.Languages);
        tenant.LiveIn(input.TimeZone);
        tenant.Paint(input.Accent, input.Banners);
        tenant.Brand();
        unitOfWorkManager.Current!.OnCompleted(directory.ForgetAsync);
    }

    [Authorize(TenantsPermissions.Settings)]
    public async Task SetLogoAsync(Stream content, CancellationToken cancellationToken = default)
    {
        using var picture = await ReadAsync(content, cancellationToken);
        var kind =
            ImageKind.Of(picture.GetBuffer().AsSpan(0, (int)Math.Min(picture.Length, ImageKind.HeaderLength)))
            ?? throw new BusinessException(TenantsErrorCodes.LogoKind);
        if (await scanner.FindThreatAsync(picture, cancellationToken) is { } threat)
        {
            throw new BusinessException(TenantsErrorCodes.LogoInfected).WithData("Threat", threat);
        }

        picture.Position = 0;
        var tenant = await TenantAsync(cancellationToken);
        var (before, id) = (tenant.LogoId, Guid.CreateVersion7());
        await blobs.SaveAsync(id, picture, MaxLogoBytes, cancellationToken);
        tenant.SetLogo(id, kind);
        ForgetAfterCommit(before);
    }

    [Authorize(TenantsPermissions.Settings)]
    public async Task RemoveLogoAsync(CancellationToken cancellationToken = default)
    {
        var tenant = await TenantAsync(cancellationToken);
        var before = tenant.LogoId;
        tenant.SetLogo(null, null);
        ForgetAfterCommit(before);
    }

    [AllowAnonymous]
    public async Task<LogoDto?> OpenLogoAsync(CancellationToken cancellationToken = default) =>
        currentTenant.Id is { } id
        && await directory.FindEntryAsync(id, cancellationToken) is { LogoId: { } logo, LogoType: { } type }
        && await blobs.GetOrNullAsync(logo, cancellationToken) is { } content
            ? new LogoDto(content, type)
            : null;

    private static async Task<MemoryStream> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        var picture = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            picture.Write(buffer, 0, read);
            if (picture.Length > MaxLogoBytes)
            {
                throw new BusinessException(TenantsErrorCodes.LogoTooLarge).WithData("Max", MaxLogoBytes / 1024);
            }
        }

        picture.Position = 0;
        return picture;
    }

    private void ForgetAfterCommit(Guid? oldLogo) =>
        unitOfWorkManager.Current!.OnCompleted(async () =>
        {
            await directory.ForgetAsync();
            if (oldLogo is { } id)
            {
                await blobs.DeleteAsync(id);
            }
        });

    private async Task<Tenant> TenantAsync(CancellationToken cancellationToken) =>
        await db.Set<Tenant>().FirstOrDefaultAsync(t => t.Id == currentTenant.Id, cancellationToken)
        ?? throw BusinessException.NotFound(TenantsErrorCodes.OnlyOnTenantHost);
}
