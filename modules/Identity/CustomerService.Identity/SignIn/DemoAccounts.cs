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
internal sealed class DemoAccounts(
    CustomerServiceDbContext db,
    ICurrentTenant tenant,
    ITenantStore tenants,
    IAccessLinkService links,
    IHostEnvironment environment,
    IConfiguration configuration
) : ITransientDependency
{
    private const string Password = "Demo-Pass-2026";
    private const int MaxStaff = 40;
    private const int MaxCustomers = 2;
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(1);
    private static readonly string[] Order =
    [
        RoleNames.HostOperator,
        RoleNames.Admin,
        RoleNames.Lead,
        RoleNames.Agent,
        RoleNames.Collaborator,
    ];

    public async Task<IReadOnlyList<DemoAccountDto>> GetAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsDevelopment() || !configuration.GetValue("Demo:Seed", true))
        {
            return [];
        }

        var slug = tenant.Id is { } id ? (await tenants.FindAsync(id, cancellationToken))?.Slug : "localhost";

        // The demo's own domain, so that nobody's real workspace is ever listed.
        var domain = $"@{slug}.example".ToUpperInvariant();
        var staff = await db.Set<User>()
            .AsNoTracking()
            .Where(u => u.IsStaff && u.NormalizedEmail.EndsWith(domain) && u.PasswordHash != null && u.IsActive)
            .OrderBy(u => u.Email)
            .Select(u => new
            {
                u.Name,
                u.Email,
                u.Role,
            })
            .Take(MaxStaff)
            .ToListAsync(cancellationToken);
        return
        [
            .. staff.OrderBy(p => Array.IndexOf(Order, p.Role)).Select(p => new DemoAccountDto(p.Name, p.Email, p.Role, Password, null)),
            .. staff.Count == 0 ? [] : await CustomersAsync(cancellationToken),
        ];
    }

    private async Task<IEnumerable<DemoAccountDto>> CustomersAsync(CancellationToken cancellationToken)
    {
        var customers = await db.Set<User>()
            .AsNoTracking()
            .Where(u => !u.IsStaff && u.IsActive)
            .OrderByDescending(u => u.Tier == CustomerTier.Vip)
            .ThenBy(u => u.Id)
            .Take(MaxCustomers)
            .ToListAsync(cancellationToken);
        return customers.Select(c => new DemoAccountDto(c.Name, c.Email, c.Role, "", links.Create(c.Id, "/requests", LinkLifetime)));
    }
}
