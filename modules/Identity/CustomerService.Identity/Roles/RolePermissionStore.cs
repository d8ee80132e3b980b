using CustomerService.Framework.Authorization;
using CustomerService.Framework.Caching;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Roles;

/// <summary>What each role may do in the current tenant, from memory; a change is true everywhere at once.</summary>
internal sealed class RolePermissionStore(TenantCache cache, TenantScope scope, ICurrentTenant tenant, PermissionDefinitions definitions)
    : IPermissionStore,
        ISingletonDependency
{
    private const string Key = "identity.roles";
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    private readonly IReadOnlySet<string> _ofOperators = definitions
        .All.Values.Where(p => p.DefaultRoles.Contains(RoleNames.HostOperator))
        .Select(p => p.Name)
        .ToHashSet();

    public async Task<IReadOnlySet<string>> GetForRoleAsync(string role, CancellationToken cancellationToken = default) =>
        tenant.Id is null
            ? role == RoleNames.HostOperator
                ? _ofOperators
                : None
            : (await AllAsync()).GetValueOrDefault(role, None);

    public Task ForgetAsync() => cache.RemoveAsync(Key);

    private Task<Dictionary<string, IReadOnlySet<string>>> AllAsync() =>
        cache.GetOrCreateAsync(
            Key,
            () =>
                scope.RunAsync(
                    tenant.Id,
                    async provider =>
                    {
                        var stored = await provider.GetRequiredService<CustomerServiceDbContext>().Set<Role>().AsNoTracking().ToListAsync();
                        var all = Role.BuiltIn.ToDictionary(
                            name => name,
                            name => (IReadOnlySet<string>)Role.DefaultsOf(name, definitions).ToHashSet()
                        );
                        foreach (var role in stored.Where(r => r.Name != RoleNames.Admin))
                        {
                            all[role.Name] = role.PermissionsOf(definitions);
                        }

                        return all;
                    }
                )
        );
}
