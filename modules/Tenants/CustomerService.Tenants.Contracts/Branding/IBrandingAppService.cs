using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Tenants.Branding;

/// <summary>How the tenant's portal looks and speaks.</summary>
public interface IBrandingAppService : IApplicationService
{
    Task<BrandingSettingsDto> GetAsync(CancellationToken cancellationToken = default);

    Task UpdateAsync(UpdateBrandingInput input, CancellationToken cancellationToken = default);

    /// <summary>PNG, JPEG or WebP by its content, at most 512 KB.</summary>
    Task SetLogoAsync(Stream content, CancellationToken cancellationToken = default);

    Task RemoveLogoAsync(CancellationToken cancellationToken = default);

    /// <summary>The logo of the current tenant for its public address; null when there is none.</summary>
    Task<LogoDto?> OpenLogoAsync(CancellationToken cancellationToken = default);
}

public sealed class UpdateBrandingInput
{
    [Required, StringLength(80), PlainName]
    public string Name { get; set; } = "";

    [Required, RegularExpression("^#[0-9a-fA-F]{6}$", ErrorMessage = "Tenants.Validation.Accent")]
    public string Accent { get; set; } = AccentColor.Default;

    /// <summary>Announcement by culture name; empty for none.</summary>
    public Dictionary<string, string> Banners { get; set; } = [];

    [Required, StringLength(16)]
    public string Language { get; set; } = "";

    [MinLength(1)]
    public List<string> Languages { get; set; } = [];

    [Required, StringLength(64)]
    public string TimeZone { get; set; } = "";
}

/// <param name="Chosen">As the admin typed it; <paramref name="Accent"/> and <paramref name="AccentDark"/> are what is shown.</param>
public sealed record BrandingSettingsDto(
    string Name,
    string? LogoUrl,
    string Chosen,
    string Accent,
    string AccentDark,
    IReadOnlyDictionary<string, string> Banners,
    string Language,
    IReadOnlyList<string> Languages,
    string TimeZone,
    string Address,
    bool IsCustomized
);

public sealed record LogoDto(Stream Content, string ContentType);
