using CustomerService.Framework.Authorization;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Texts;
using CustomerService.Tenants.Plans;

namespace CustomerService.Identity.Users;

/// <summary>
/// A person of one tenant, staff or customer; the same mail address in two tenants is two people. Operators live in the
/// host's own space.
/// </summary>
[Audited(nameof(Name))]
internal sealed class User : TenantAggregateRoot, IMetered
{
    public const int MaxNameLength = 64;
    public const int MaxEmailLength = 254;

    private User() { }

    public User(string email, string name, string role, string language)
    {
        Email = EmailAddresses.TryNormalize(email, out var address)
            ? address
            : throw new BusinessException(IdentityErrorCodes.EmailInvalid).WithData("Email", email);
        NormalizedEmail = Normalize(address);
        Rename(name);
        AssignRole(role);
        Speak(language);
    }

    public string Email { get; private set; } = "";

    /// <summary>Unique in the tenant.</summary>
    public string NormalizedEmail { get; private set; } = "";

    public bool IsEmailConfirmed { get; private set; }

    public string Name { get; private set; } = "";

    public string Role { get; private set; } = "";

    public bool IsStaff { get; private set; }

    public CustomerTier Tier { get; private set; }

    public string Language { get; private set; } = "";

    /// <summary>IANA id; null means the tenant's.</summary>
    public string? TimeZone { get; private set; }

    public bool IsActive { get; private set; } = true;

    public string? PasswordHash { get; set; }

    /// <summary>Changes whenever links and sessions made before must no longer count.</summary>
    public string SecurityStamp { get; set; } = Guid.NewGuid().ToString("N");

    /// <summary>Invited, and has not come yet.</summary>
    public bool IsInvited => IsStaff && PasswordHash is null && !IsEmailConfirmed;

    Usage IMetered.Usage => new(TenantFeatures.Agents, IsStaff && IsActive ? 1 : 0);

    /// <summary>For comparing; of what is no address, what nobody has.</summary>
    public static string Normalize(string email) =>
        (EmailAddresses.TryNormalize(email, out var address) ? address : email.Trim()).ToUpperInvariant();

    public void Rename(string name) =>
        Name = name.Trim() is { Length: > 0 } given ? WellFormed.Cut(given, MaxNameLength) : EmailAddresses.LocalPart(Email);

    public void AssignRole(string role)
    {
        var was = IsStaff;
        (Role, IsStaff) = (role, role != RoleNames.Customer);
        if (IsStaff != was)
        {
            AddDistributedEvent(new StaffChangedEto(Id));
        }
    }

    public void Speak(string language) =>
        Language = JsonStringLocalizer.Cultures.Contains(language)
            ? language
            : throw new BusinessException(IdentityErrorCodes.UnknownLanguage);

    public void LiveIn(string? timeZone) =>
        TimeZone =
            string.IsNullOrEmpty(timeZone) ? null
            : TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _) ? timeZone
            : throw new BusinessException(IdentityErrorCodes.UnknownTimeZone);

    public void Rate(CustomerTier tier) => Tier = tier;

    public void ConfirmEmail() => IsEmailConfirmed = true;

    /// <summary>Mails and links to the old address no longer count.</summary>
    public void ChangeEmail(string email)
    {
        (Email, NormalizedEmail) = (EmailAddresses.Normalize(email), Normalize(email));
        IsEmailConfirmed = false;
    }

    /// <summary>A customer becomes a colleague: whatever they signed in with before no longer counts.</summary>
    public void Hire(string role)
    {
        AssignRole(role);
        (PasswordHash, IsEmailConfirmed, IsActive) = (null, false, true);
        SecurityStamp = Guid.NewGuid().ToString("N");
    }

    public void Deactivate()
    {
        IsActive = false;
        SecurityStamp = Guid.NewGuid().ToString("N");
        AddDistributedEvent(new StaffChangedEto(Id));
    }

    public void Reactivate()
    {
        IsActive = true;
        AddDistributedEvent(new StaffChangedEto(Id));
    }

    public UserDto ToDto() => new(Id, Name, Email, Language, TimeZone, IsStaff, Tier, [Role]);
}
