using CustomerService.Framework.Authorization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Settings;
using CustomerService.Identity.Users;
using CustomerService.Routing.Groups;
using CustomerService.Tenants.Tenants;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Web.Demo;

/// <summary>
/// Makes the demo tenants through the modules' contracts. Each step can be repeated, so that a start that was cut off
/// goes on where it was.
/// </summary>
internal sealed class DemoSeeder(
    ITenantStore tenants,
    TenantScope scopes,
    IServiceScopeFactory services,
    TimeProvider time,
    DemoPassword password,
    ILogger<DemoSeeder> logger
) : IDemoSeeder, ITransientDependency
{
    private const int TicketsPerTransaction = 10;
    private const int OnlineCapacity = 30;

    public async Task SeedAsync(CancellationToken cancellationToken = default)
    {
        foreach (var slug in DemoFile.Slugs)
        {
            await SeedAsync(DemoFile.Read(slug), cancellationToken);
        }
    }

    private async Task SeedAsync(DemoFile file, CancellationToken cancellationToken)
    {
        var tenant = await tenants.FindBySlugAsync(file.Tenant.Slug, cancellationToken) ?? await CreateTenantAsync(file, cancellationToken);
        if (
            await scopes.RunAsync(
                tenant.Id,
                p => p.GetRequiredService<ISettingProvider>().GetAsync(DemoSettings.Seeded, cancellationToken),
                cancellationToken
            ) == "true"
        )
        {
            return;
        }

        logger.LogInformation("Laying in the demo tenant {Slug}", file.Tenant.Slug);
        var people = await scopes.RunAsync(tenant.Id, p => AddPeopleAsync(p, file, cancellationToken), cancellationToken);
        var groups = await scopes.RunAsync(tenant.Id, p => AddGroupsAsync(p, file, people, cancellationToken), cancellationToken);
        var agents = file.Groups.ToDictionary(
            g => g.Key,
            g => file.People.Where(p => p.Stars?.ContainsKey(g.Key) == true).Select(p => people[p.Email]).ToList()
        );
        var history = new DemoHistory(file, time.GetUtcNow().UtcDateTime);
        await scopes.RunAsync(tenant.Id, p => RecallPresenceAsync(p, file, people, history, cancellationToken), cancellationToken);
        foreach (var batch in history.Tickets(agents, groups).OrderBy(t => t.Ticket.CreatedAt).Chunk(TicketsPerTransaction))
        {
            await scopes.RunAsync(
                tenant.Id,
                async provider =>
                {
                    foreach (var (_, ticket) in batch)
                    {
                        await provider.GetRequiredService<ITicketIntegrationService>().ImportAsync(ticket, cancellationToken);
                    }
                },
                cancellationToken
            );
        }

        await scopes.RunAsync(
            tenant.Id,
            async provider =>
            {
                await SetTiersAsync(provider, file, cancellationToken);
                await provider
                    .GetRequiredService<ISettingManager>()
                    .SetForCurrentTenantAsync(DemoSettings.Seeded, "true", cancellationToken);
            },
            cancellationToken
        );
    }

    private async Task<TenantInfo> CreateTenantAsync(DemoFile file, CancellationToken cancellationToken)
    {
        var admin = file.People.First(p => p.Role == RoleNames.Admin);
        await using var scope = services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<ITenantIntegrationService>()
            .CreateAsync(
                new CreateTenant(
                    file.Tenant.Slug,
                    file.Tenant.Name,
                    file.Tenant.Language,
                    file.Tenant.TimeZone,
                    file.Tenant.Template,
                    admin.Name,
                    admin.Email,
                    password.Value,
                    IsDemo: true,
                    file.Tenant.Color,
                    file.Tenant.Banner
                ),
                cancellationToken
            );
    }

    private async Task<Dictionary<string, Guid>> AddPeopleAsync(
        IServiceProvider provider,
        DemoFile file,
        CancellationToken cancellationToken
    )
    {
        var users = provider.GetRequiredService<IUserIntegrationService>();
        var ids = new Dictionary<string, Guid>();
        foreach (var person in file.People)
        {
            ids[person.Email] = (
                await users.CreateStaffAsync(
                    person.Email,
                    person.Name,
                    person.Role,
                    password.Value,
                    file.Tenant.Language,
                    cancellationToken
                )
            ).Id;
        }

        return ids;
    }

    private static async Task<Dictionary<string, (Guid Id, string Name)>> AddGroupsAsync(
        IServiceProvider provider,
        DemoFile file,
        IReadOnlyDictionary<string, Guid> people,
        CancellationToken cancellationToken
    )
    {
        var routing = provider.GetRequiredService<IRoutingIntegrationService>();
        var groups = new Dictionary<string, (Guid, string)>();
        foreach (var group in file.Groups)
        {
            var made = await routing.EnsureGroupAsync(group.Key, group.Name, cancellationToken);
            groups[group.Key] = (made.Id, made.Name);
            foreach (var person in file.People.Where(p => p.Role == RoleNames.Lead))
            {
                await routing.SetMemberAsync(made.Id, people[person.Email], 5, true, cancellationToken);
            }

            foreach (var person in file.People.Where(p => p.Stars?.ContainsKey(group.Key) == true))
            {
                await routing.SetMemberAsync(made.Id, people[person.Email], person.Stars![group.Key], false, cancellationToken);
            }
        }

        return groups;
    }

    private static async Task RecallPresenceAsync(
        IServiceProvider provider,
        DemoFile file,
        IReadOnlyDictionary<string, Guid> people,
        DemoHistory history,
        CancellationToken cancellationToken
    )
    {
        var routing = provider.GetRequiredService<IRoutingIntegrationService>();
        foreach (
            var (person, index) in file
                .People.Where(p => p.Stars is not null || p.Role is RoleNames.Lead or RoleNames.Admin)
                .Select((p, i) => (p, i))
        )
        {
            await routing.RecallPresenceAsync(people[person.Email], [.. history.Shifts(index)], cancellationToken);
            if (person.Stars is not null)
            {
                await routing.SetPresenceAsync(people[person.Email], false, OnlineCapacity, cancellationToken);
            }
        }
    }

    private static async Task SetTiersAsync(IServiceProvider provider, DemoFile file, CancellationToken cancellationToken)
    {
        var users = provider.GetRequiredService<IUserIntegrationService>();
        foreach (var customer in file.Customers)
        {
            var user = await users.GetOrCreateCustomerAsync(customer.Email, customer.Name, file.Tenant.Language, cancellationToken);
            await users.SetTierAsync(user.Id, Enum.Parse<CustomerTier>(customer.Tier), cancellationToken);
        }
    }
}

/// <summary>Marks a demo tenant as complete.</summary>
internal sealed class DemoSettings : SettingDefinitionProvider
{
    public const string Seeded = "Demo.Seeded";

    public override void Define(ISettingDefinitionContext context) => context.Add(new SettingDefinition(Seeded, "false"));
}
