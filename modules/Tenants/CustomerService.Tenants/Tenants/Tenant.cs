using System.Text.Json;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Tenants.Branding;
using CustomerService.Tenants.Domains;
using CustomerService.Tenants.SignUps;
using CustomerService.Tenants.Transfer;

namespace CustomerService.Tenants.Tenants;

/// <summary>A company and its centre. The list of tenants itself belongs to the installation, hence a host entity.</summary>
[Audited(nameof(Name))]
[BlobContainerName("branding")]
internal sealed class Tenant : HostAggregateRoot
{
    public const int MaxNameLength = 80;
    public const int MaxBannerLength = 300;
    public const int MaxDomainLength = 253;

    private static readonly TimeSpan ProofLifetime = TimeSpan.FromDays(1);

    private Tenant() { }

    public Tenant(string slug, string name, string language, string timeZone, string template, Guid planId)
    {
        PlanId = planId;
        Slug =
            !SlugRules.IsWellFormed(slug) ? throw new BusinessException(TenantsErrorCodes.SlugMalformed)
            : SlugRules.IsReserved(slug) ? throw new BusinessException(TenantsErrorCodes.SlugReserved).WithData("Slug", slug)
            : slug;
        Template = TenantTemplates.All.Contains(template) ? template : throw new BusinessException(TenantsErrorCodes.UnknownTemplate);
        Rename(name);
        Speak(language, JsonStringLocalizer.Cultures);
        LiveIn(timeZone);
    }

    /// <summary>As it was elsewhere. Its plan and its domain are this installation's to give; the operator vouches for it.</summary>
    public static Tenant Import(Guid id, string slug, ArchiveWorkspace workspace, Guid planId)
    {
        var tenant = new Tenant(slug, workspace.Name, workspace.Language, workspace.TimeZone, workspace.Template, planId)
        {
            Id = id,
            State = TenantState.Importing,
            IsVerified = true,
            IsBranded = true,
        };
        tenant.Speak(workspace.Language, workspace.Languages);
        tenant.Paint(workspace.Accent, JsonSerializer.Deserialize<Dictionary<string, string>>(workspace.Banners) ?? []);
        (tenant.LogoId, tenant.LogoType) = (workspace.LogoId, workspace.LogoType);
        return tenant;
    }

    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The first language; the others stand in <see cref="Languages"/>.</summary>
    public string Language { get; private set; } = "";

    /// <summary>Culture names, the first language first, parted by commas.</summary>
    public string Languages { get; private set; } = "";

    public string TimeZone { get; private set; } = "";

    public string Template { get; private set; } = "";

    /// <summary>The version of its plan; it stays the company's until the operator moves it.</summary>
    public Guid PlanId { get; private set; }

    /// <summary>What the company has asked for and the operator has not switched to yet.</summary>
    public Guid? WantedPlanId { get; private set; }

    /// <summary>An invoice is open after the last attempt: limits are those of a workspace that pays nothing.</summary>
    public bool IsGrowthStopped { get; private set; }

    public TenantState State { get; private set; }

    /// <summary>Somebody has shown that a mailbox is theirs, or the installation's operator vouches for the company.</summary>
    public bool IsVerified { get; private set; }

    /// <summary>As the admin chose it; <see cref="AccentColor"/> makes it readable.</summary>
    public string Accent { get; private set; } = AccentColor.Default;

    /// <summary>JSON: culture → announcement.</summary>
    public string Banners { get; private set; } = "{}";

    /// <summary>Blob of the current logo; a new logo is a new blob, so that its address can be cached for ever.</summary>
    public Guid? LogoId { get; private set; }

    public string? LogoType { get; private set; }

    /// <summary>An admin has looked at name and colours; ends the step of the set-up list.</summary>
    public bool IsBranded { get; private set; }

    /// <summary>The company's own name for its portal, as the DNS writes it; served only while proven.</summary>
    public string? Domain { get; private set; }

    /// <summary>What the domain's TXT record has to say.</summary>
    public string? DomainToken { get; private set; }

    /// <summary>The last time that the DNS said it is the company's; null as soon as it says that it is not.</summary>
    public DateTime? DomainProvenAt { get; private set; }

    public DateTime? DomainCheckedAt { get; private set; }

    /// <summary>null when the operator opened it.</summary>
    public TenantSignUp? SignUp { get; init; }

    public void AskForDomain(string domain)
    {
        (Domain, DomainToken) = (domain, Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)));
        (DomainProvenAt, DomainCheckedAt) = (null, null);
        Changed();
    }

    public void LeaveDomain()
    {
        (Domain, DomainToken, DomainProvenAt, DomainCheckedAt) = (null, null, null, null);
        Changed();
    }

    /// <param name="isProven">What the DNS says; null when it gave no answer, which proves nothing either way.</param>
    public void HearOfDomain(bool? isProven, DateTime now)
    {
        var was = DomainProvenAt is not null;
        DomainCheckedAt = now;
        DomainProvenAt = isProven switch
        {
            true => now,
            false => null,
            _ => DomainProvenAt,
        };
        if (was != (DomainProvenAt is not null))
        {
            Changed();
        }
    }

    public DomainState DomainStateAt(DateTime now) =>
        Domain is null ? DomainState.None
        : !IsProofFresh(DomainProvenAt, now) ? DomainState.Unproven
        : DomainCheckedAt > DomainProvenAt ? DomainState.Unanswered
        : DomainState.Proven;

    /// <summary>A proof counts for a day. Whatever keeps us from asking again, the domain is not served beyond that.</summary>
    public static bool IsProofFresh(DateTime? provenAt, DateTime now) => provenAt is { } at && now - at < ProofLifetime;

    public void Open() => State = TenantState.Active;

    public void Verify()
    {
        if (!IsVerified)
        {
            IsVerified = true;
            AddDistributedEvent(new TenantVerifiedEto(Id));
        }
    }

    public void Suspend()
    {
        State = TenantState.Suspended;
        Changed();
    }

    public void Reopen()
    {
        State = TenantState.Active;
        Changed();
    }

    /// <summary>For good; see <see cref="Deletion.TenantDeletion"/>.</summary>
    public void Close()
    {
        State = TenantState.Deleting;
        Changed();
    }

    public void Subscribe(Guid planId, bool isGrowthStopped = false)
    {
        (PlanId, WantedPlanId, IsGrowthStopped) = (planId, null, isGrowthStopped);
        Changed();
    }

    /// <summary>Asks the operator for a plan. Asking for the one at hand takes the wish back.</summary>
    public void Want(Guid planId) => WantedPlanId = planId == PlanId ? null : planId;

    public void Rename(string name) => Name = name.Trim();

    public void Speak(string language, IEnumerable<string> languages)
    {
        var spoken = languages.Prepend(language).Distinct().ToList();
        if (spoken.Any(l => !JsonStringLocalizer.Cultures.Contains(l)))
        {
            throw new BusinessException(TenantsErrorCodes.UnknownLanguage);
        }

        (Language, Languages) = (language, string.Join(',', spoken));
    }

    public void LiveIn(string timeZone) =>
        TimeZone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _)
            ? timeZone
            : throw new BusinessException(TenantsErrorCodes.UnknownTimeZone);

    public void Paint(string accent, IReadOnlyDictionary<string, string> banners)
    {
        if (banners.Values.Any(b => b.Trim().Length > MaxBannerLength))
        {
            throw new BusinessException(TenantsErrorCodes.BannerTooLong).WithData("Max", MaxBannerLength);
        }

        Accent = AccentColor.IsWellFormed(accent) ? accent.ToLowerInvariant() : AccentColor.Default;
        Banners = JsonSerializer.Serialize(
            banners.Where(b => !string.IsNullOrWhiteSpace(b.Value)).ToDictionary(b => b.Key, b => b.Value.Trim())
        );
    }

    public void SetLogo(Guid? blobId, string? contentType)
    {
        (LogoId, LogoType) = (blobId, contentType);
        Brand();
    }

    /// <summary>Says that name, colours or languages were set on purpose.</summary>
    public void Brand()
    {
        IsBranded = true;
        Changed();
    }

    private void Changed() => AddDistributedEvent(new TenantChangedEto(Id, Slug));
}
