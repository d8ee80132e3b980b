using CustomerService.Framework.Application;

namespace CustomerService.Identity.Users;

public enum CustomerTier
{
    Standard,
    Plus,
    Vip,
}

/// <param name="Language">Culture name: en or zh-Hans.</param>
/// <param name="TimeZone">IANA id; null means the tenant's.</param>
public sealed record UserDto(
    Guid Id,
    string Name,
    string Email,
    string Language,
    string? TimeZone,
    bool IsStaff,
    CustomerTier Tier,
    IReadOnlyList<string> Roles
);

/// <summary>People of the current tenant, staff and customers, for the other modules. Addresses are compared without case.</summary>
public interface IUserIntegrationService : IIntegrationService
{
    Task<UserDto?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    Task<IReadOnlyDictionary<Guid, UserDto>> GetManyAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default);

    Task<UserDto?> FindByEmailAsync(string email, CancellationToken cancellationToken = default);

    /// <summary>The customer with this address, made without a password when there is none. Safe when two calls race.</summary>
    Task<UserDto> GetOrCreateCustomerAsync(string email, string name, string? language, CancellationToken cancellationToken = default);

    /// <summary>All active staff (admins, leads, agents, collaborators).</summary>
    Task<IReadOnlyList<UserDto>> GetStaffAsync(CancellationToken cancellationToken = default);

    /// <summary>All active staff whose role has the permission.</summary>
    Task<IReadOnlyList<UserDto>> GetStaffWithAsync(string permission, CancellationToken cancellationToken = default);

    /// <summary>Makes a staff member with a password, for seeds; returns the existing one if the address is taken.</summary>
    Task<UserDto> CreateStaffAsync(
        string email,
        string name,
        string role,
        string password,
        string language,
        CancellationToken cancellationToken = default
    );

    Task SetTierAsync(Guid userId, CustomerTier tier, CancellationToken cancellationToken = default);
}

/// <summary>Signed links that let a customer in without a password.</summary>
public interface IAccessLinkService
{
    /// <summary>
    /// A path (<c>/access/…</c>) that signs the customer in and goes to <paramref name="returnPath"/>. With a ticket id
    /// the sign-in reaches that ticket only.
    /// </summary>
    string Create(Guid customerId, string returnPath, TimeSpan lifetime, Guid? ticketId = null);
}

public static class IdentityClaims
{
    /// <summary>Set when the customer came by a ticket's link: nothing but this ticket may be shown.</summary>
    public const string OnlyTicket = "only-ticket";

    /// <summary>The API token that acts, for rate limits and histories.</summary>
    public const string TokenId = "token";
}
