using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Routing.Groups;
using CustomerService.Tenants.Tenants;
using CustomerService.TestBase;
using CustomerService.Tickets;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Routing.Fakes;

/// <summary>A seeded tenant with a support group, and the verbs of the tests.</summary>
internal sealed class RoutingTestHost(TestHost host) : IAsyncDisposable
{
    public static readonly Guid Tenant = TestHost.TenantA;

    public TestHost Host { get; } = host;

    public Told Told => Host.Services.GetRequiredService<Told>();

    public Guid Admin { get; } = Guid.NewGuid();

    public static async Task<RoutingTestHost> CreateAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var host = new RoutingTestHost(await TestHost.CreateAsync<RoutingTestModule>(provider));
        await host.RunAsync(p =>
        {
            var context = new DataSeedContext(Tenant, "saas", "en", "Asia/Shanghai", host.Host.Time.Now, false);
            context.Properties[SeedProperties.AdminId] = host.Admin;
            context.Properties[TicketSeedProperties.GroupByType] = new Dictionary<string, string>
            {
                ["account-stolen"] = "security",
                ["charge-dispute"] = "billing",
            };
            return p.GetRequiredService<IEnumerable<IDataSeedContributor>>()
                .OfType<RoutingDataSeedContributor>()
                .Single()
                .SeedAsync(context);
        });
        return host;
    }

    public Task RunAsync(Func<IServiceProvider, Task> work) => Host.RunAsync(Tenant, work);

    public Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> work) => Host.RunAsync(Tenant, work);

    public Task<GroupSummaryDto> GroupAsync(string key = "support") =>
        RunAsync(async p => (await p.GetRequiredService<IRoutingIntegrationService>().GetGroupsAsync()).Single(g => g.Key == key));

    public async Task<Guid> AgentAsync(int stars, int capacity = 5, bool isOnline = true, string group = "support", bool isLead = false)
    {
        var user = Guid.NewGuid();
        var groupId = (await GroupAsync(group)).Id;
        await RunAsync(async p =>
        {
            var routing = p.GetRequiredService<IRoutingIntegrationService>();
            await routing.SetMemberAsync(groupId, user, stars, isLead);
            await routing.SetPresenceAsync(user, isOnline, capacity);
        });
        await Host.DrainAsync();
        return user;
    }

    public Task PresenceAsync(Guid user, bool isOnline, int capacity = 5) =>
        RunAsync(p => p.GetRequiredService<IRoutingIntegrationService>().SetPresenceAsync(user, isOnline, capacity));

    public Task<Guid> TicketAsync(Action<FakeTicket>? change = null, bool isImported = false) =>
        RunAsync(p =>
        {
            var ticket = new FakeTicket { CreatedAt = Host.Time.Now };
            change?.Invoke(ticket);
            ticket.Publish(new TicketCreatedEto(ticket.ToSnapshot(), ticket.CreatedAt, isImported));
            p.GetRequiredService<CustomerServiceDbContext>().Add(ticket);
            return Task.FromResult(ticket.Id);
        });

    public Task ChangeAsync(Guid ticketId, Action<FakeTicket> change) =>
        RunAsync(async p =>
            change(await p.GetRequiredService<CustomerServiceDbContext>().Set<FakeTicket>().SingleAsync(t => t.Id == ticketId))
        );

    public Task StatusAsync(Guid ticketId, TicketStatus status, bool isReopened = false) =>
        ChangeAsync(
            ticketId,
            ticket =>
            {
                var from = ticket.Status;
                ticket.Status = status;
                ticket.Publish(new TicketStatusChangedEto(ticket.ToSnapshot(), Host.Time.Now, from, status, null, isReopened));
            }
        );

    public Task<FakeTicket> ReadAsync(Guid ticketId) =>
        RunAsync(p => p.GetRequiredService<CustomerServiceDbContext>().Set<FakeTicket>().AsNoTracking().SingleAsync(t => t.Id == ticketId));

    public Task<T[]> ReadAllAsync<T>()
        where T : class => RunAsync(p => p.GetRequiredService<CustomerServiceDbContext>().Set<T>().AsNoTracking().ToArrayAsync());

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
