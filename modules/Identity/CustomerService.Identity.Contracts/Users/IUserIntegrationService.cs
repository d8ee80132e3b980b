using CustomerService.Framework.Application;
using CustomerService.Framework.Events;

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

    /// <summary>For the command line: a colleague becomes an administrator, and active again.</summary>
    /// <exception cref="Framework.Errors.BusinessException">No colleague has the address.</exception>
    Task<UserDto> MakeAdminAsync(string email, CancellationToken cancellationToken = default);

    /// <summary>The made-up people of sample tickets; nobody else has an address there.</summary>
    Task RemoveSampleCustomersAsync(CancellationToken cancellationToken = default);

    Task SetTierAsync(Guid userId, CustomerTier tier, CancellationToken cancellationToken = default);

    /// <summary>Nobody can tell any more who a customer was; their sessions end, and the address is free again.</summary>
    /// <param name="name">What stands in place of theirs.</param>
    /// <returns>What stands in place of their address; no mail is ever sent there.</returns>
    Task<string> EraseCustomerAsync(Guid userId, string name, CancellationToken cancellationToken = default);
}

public static class IdentityClaims
{
    /// <summary>Set when the customer came by a ticket's link: nothing but this ticket may be shown.</summary>
    public const string OnlyTicket = "only-ticket";

    /// <summary>Set besides when the address of the ticket's requester is not proven: only what was written with it may be shown.</summary>
    public const string Unproven = "unproven";

    /// <summary>On nobody's page: the name of the workspace, which was suspended while the page was open.</summary>
    public const string Suspended = "suspended";

    /// <summary>The API token that acts, for rate limits and histories.</summary>
    public const string TokenId = "token";
}

/// <summary>Somebody joined the staff, left it, or came back: the number of agents may be another.</summary>
[EventName("identity.staff-changed")]
public sealed record StaffChangedEto(Guid UserId);

/// <summary>Somebody followed a ticket's link that only its requester's mailbox was sent: the address is his.</summary>
[EventName("identity.address-proven")]
public sealed record AddressProvenEto(Guid UserId, Guid TicketId) : IOrderedEvent
{
    public Guid StreamId => TicketId;
}
