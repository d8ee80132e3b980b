using CustomerService.Identity.Users;

namespace CustomerService.Sla;

/// <summary>Everybody is a customer; those named in <see cref="Tiers"/> are special ones.</summary>
internal sealed class FakeUsers : IUserIntegrationService
{
    public Dictionary<Guid, CustomerTier> Tiers { get; } = [];

    public Task<UserDto?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        Task.FromResult<UserDto?>(new UserDto(id, "Somebody", "somebody@example.test", "en", null, false, Tiers.GetValueOrDefault(id), []));

    public Task<IReadOnlyDictionary<Guid, UserDto>> GetManyAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult<IReadOnlyDictionary<Guid, UserDto>>(
            ids.ToDictionary(
                id => id,
                id => new UserDto(id, "Somebody", "somebody@example.test", "en", null, false, Tiers.GetValueOrDefault(id), [])
            )
        );

    public Task<UserDto?> FindByEmailAsync(string email, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<UserDto> GetOrCreateCustomerAsync(
        string email,
        string name,
        string? language,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<UserDto>> GetStaffAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<UserDto>> GetStaffWithAsync(string permission, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<UserDto> CreateStaffAsync(
        string email,
        string name,
        string role,
        string password,
        string language,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<UserDto> MakeAdminAsync(string email, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RemoveSampleCustomersAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task SetTierAsync(Guid userId, CustomerTier tier, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<string> EraseCustomerAsync(Guid userId, string name, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
