using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CustomerService.Identity.SignIn;

/// <summary>The people of the demo, shown at the sign-in on a developer's machine and nowhere else.</summary>
internal sealed class DemoAccounts(CustomerServiceDbContext db, ICurrentTenant tenant, ITenantStore tenants, IHostEnvironment environment, IConfiguration configuration) : ITransientDependency
{
    private const string Password = "Demo-Pass-2026";
    private const int MaxCustomers = 2;
    private static readonly string[] Order = [RoleNames.HostOperator, RoleNames.Admin, RoleNames.Lead, RoleNames.Agent, RoleNames.Collaborator, RoleNames.Customer];

    public async Task<IReadOnlyList<DemoAccountDto>> GetAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsDevelopment() || !configuration.GetValue("Demo:Seed", true))
        {
            return [];
        }

        var slug = tenant.Id is { } id ? (await tenants.FindAsync(id, cancellationToken))?.Slug : "localhost";

        // The demo's own domain, so that nobody's real workspace is ever listed.
        var domain = $"@{slug}.example".ToUpperInvariant();
        var people = await db.Set<User>().AsNoTracking().Where(u => u.NormalizedEmail.EndsWith(domain) && u.PasswordHash != null && u.IsActive)
            .OrderBy(u => u.Email).Select(u => new { u.Name, u.Email, u.Role }).Take(40).ToListAsync(cancellationToken);
        var customers = people.Where(p => p.Role == RoleNames.Customer).Take(MaxCustomers);
        return [.. people.Where(p => p.Role != RoleNames.Customer).Concat(customers)
            .OrderBy(p => Array.IndexOf(Order, p.Role)).Select(p => new DemoAccountDto(p.Name, p.Email, p.Role, Password))];
    }
}
