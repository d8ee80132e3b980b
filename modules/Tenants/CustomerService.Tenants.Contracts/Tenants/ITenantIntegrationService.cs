using CustomerService.Framework.Application;
using CustomerService.Framework.Events;
using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Tenants.Tenants;

/// <summary>
/// How the current tenant looks. Colours are checked: <paramref name="Accent"/> reaches contrast 4.5 against white,
/// adjusted when the admin's choice was too light.
/// </summary>
/// <param name="LogoUrl">Path on the tenant's own host; null shows the name alone.</param>
/// <param name="Banner">Announcement in the reader's language; null when there is none.</param>
public sealed record BrandingDto(
    string Name,
    string? LogoUrl,
    string Accent,
    string AccentDark,
    string? Banner,
    IReadOnlyList<string> Languages
);

public interface ITenantIntegrationService : IIntegrationService
{
    Task<BrandingDto> GetBrandingAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a tenant with its first admin and everything of its template, in one unit of work of the new tenant. Used
    /// by sign-up and the demo seed.
    /// </summary>
    Task<TenantInfo> CreateAsync(CreateTenant tenant, CancellationToken cancellationToken = default);

    /// <summary>An administrator of the current tenant has shown that a mailbox is theirs; its emails go out from now on.</summary>
    Task VerifyAsync(CancellationToken cancellationToken = default);
}

/// <param name="Template">One of <c>TenantTemplates</c>.</param>
/// <param name="WithSamples">Lay in a few tickets to try the desk on, which the admin removes with one click.</param>
/// <param name="WantedPlan">
/// Key of a public plan, or anything else for none. The tenant begins on the first public plan; the operator sees what it asks for.
/// </param>
/// <param name="IsVerified">
/// false: a stranger signed up while no mail could be sent. Once it can, emails to others wait until the admin has confirmed the address.
/// </param>
public sealed record CreateTenant(
    string Slug,
    string Name,
    string Language,
    string TimeZone,
    string Template,
    string AdminName,
    string AdminEmail,
    string AdminPassword,
    bool IsDemo,
    string? Accent = null,
    string? Banner = null,
    string? WantedPlan = null,
    bool IsVerified = true,
    bool WithSamples = false
);

/// <summary>Keys that data-seed contributors find in <c>DataSeedContext.Properties</c>.</summary>
public static class SeedProperties
{
    /// <summary>Name and slug of the new tenant, which <c>ITenantStore</c> may not know yet.</summary>
    public const string CompanyNames = "CompanyNames";
    public const string AdminName = "AdminName";
    public const string AdminEmail = "AdminEmail";
    public const string AdminPassword = "AdminPassword";
    public const string AdminId = "AdminId";

    /// <summary><c>true</c>: sample tickets are wanted.</summary>
    public const string WithSamples = "WithSamples";

    /// <summary>Whether the admin's address is known to be theirs.</summary>
    public const string IsVerified = "IsVerified";
}

[EventName("tenants.changed")]
public sealed record TenantChangedEto(Guid TenantId, string Slug);

/// <summary>Emails that waited for it may go out.</summary>
[EventName("tenants.verified")]
public sealed record TenantVerifiedEto(Guid TenantId);
