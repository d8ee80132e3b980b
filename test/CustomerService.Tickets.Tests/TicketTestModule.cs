using System.Collections.Concurrent;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests;

/// <summary>Tickets beside people that are made up on demand.</summary>
[DependsOn(typeof(TicketsModule))]
public sealed class TicketTestModule : CustomerServiceModule;

internal static class Desk
{
    public static readonly Guid Alice = new("0190c000-0000-7000-8000-0000000000a1");
    public static readonly Guid Bob = new("0190c000-0000-7000-8000-0000000000b2");
    public static readonly Guid Carol = new("0190c000-0000-7000-8000-0000000000c3");

    public static async Task<TestHost> OpenAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, string template = "saas")
    {
        var host = await TestHost.CreateAsync(provider, typeof(TicketTestModule));
        foreach (var tenant in new[] { TestHost.TenantA, TestHost.TenantB })
        {
            await host.RunAsync(
                tenant,
                async services =>
                {
                    foreach (var contributor in services.GetServices<IDataSeedContributor>())
                    {
                        await contributor.SeedAsync(new DataSeedContext(tenant, template, "en", "Asia/Shanghai", host.Time.Now, false));
                    }
                }
            );
        }

        return host;
    }
}

/// <summary>Alice and Bob work at the desk, Carol is the admin; everybody else is a customer, made when first named.</summary>
internal sealed class FakeUsers(ICurrentTenant tenant) : IUserIntegrationService, ISingletonDependency
{
    private readonly ConcurrentDictionary<(Guid Tenant, string Email), UserDto> _customers = new();

    private static readonly UserDto[] Staff =
    [
        new(Desk.Alice, "Alice", "alice@desk.example", "en", null, true, CustomerTier.Standard, ["lead"]),
        new(Desk.Bob, "Bob", "bob@desk.example", "en", null, true, CustomerTier.Standard, ["agent"]),
        new(Desk.Carol, "Carol", "carol@desk.example", "en", null, true, CustomerTier.Standard, ["admin"]),
    ];

    private IEnumerable<UserDto> All => Staff.Concat(_customers.Where(c => c.Key.Tenant == tenant.Key).Select(c => c.Value));

    public Task<UserDto?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        Task.FromResult(All.FirstOrDefault(u => u.Id == id));

    public Task<IReadOnlyDictionary<Guid, UserDto>> GetManyAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken = default
    ) => Task.FromResult<IReadOnlyDictionary<Guid, UserDto>>(All.Where(u => ids.Contains(u.Id)).ToDictionary(u => u.Id));

    public Task<UserDto?> FindByEmailAsync(string email, CancellationToken cancellationToken = default) =>
        Task.FromResult(All.FirstOrDefault(u => u.Email == email));

    public Task<UserDto> GetOrCreateCustomerAsync(
        string email,
        string name,
        string? language,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            _customers.GetOrAdd(
                (tenant.Key, email),
                _ => new UserDto(Guid.CreateVersion7(), name, email, language ?? "en", null, false, CustomerTier.Standard, ["customer"])
            )
        );

    public Task<IReadOnlyList<UserDto>> GetStaffAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<UserDto>>(Staff);

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

    public Task SetTierAsync(Guid userId, CustomerTier tier, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<string> EraseCustomerAsync(Guid userId, string name, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
