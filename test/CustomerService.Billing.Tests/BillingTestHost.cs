using System.Collections.Concurrent;
using CustomerService.Billing.StripeApi;
using CustomerService.Billing.Subscriptions;
using CustomerService.Billing.Webhooks;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.Tenants;
using CustomerService.Tenants.Plans;
using CustomerService.Tenants.Tenants;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stripe;

namespace CustomerService.Billing;

/// <summary>Billing and real plans over a peer of Stripe; people are stand-ins.</summary>
[DependsOn(typeof(TenantsModule), typeof(BillingModule))]
public sealed class BillingTestModule : CustomerServiceModule;

/// <summary>A company on the free plan, an installation that sells Team and Business, and Stripe.</summary>
internal sealed class BillingTestHost : IAsyncDisposable
{
    /// <summary>A peer takes a second to start; between two tests it forgets everything.</summary>
    private static readonly ConcurrentBag<(StripePeer Peer, WebhookReceiver Told)> Idle = [];

    private readonly WebhookReceiver _told;
    private int _seen;

    static BillingTestHost() =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (var (peer, _) in Idle)
            {
                peer.Kill();
            }
        };

    private BillingTestHost(TestHost host, StripePeer peer, WebhookReceiver told, Guid tenant) =>
        (Host, Peer, _told, Tenant) = (host, peer, told, tenant);

    public TestHost Host { get; }

    public StripePeer Peer { get; }

    public Guid Tenant { get; }

    public StripeClient Stripe => Host.Services.GetRequiredService<StripeAccess>().Client;

    public static async Task<BillingTestHost> CreateAsync(
        DatabaseProvider provider = DatabaseProvider.Sqlite,
        Action<StripeOptions>? configure = null,
        int trialDays = 0
    )
    {
        var (peer, told) = Idle.TryTake(out var idle) ? idle : await StartPeerAsync();
        var host = await TestHost.CreateAsync<BillingTestModule>(provider);
        host.Time.SetUtcNow(DateTimeOffset.UtcNow);
        var options = host.Services.GetRequiredService<IOptions<StripeOptions>>().Value;
        (options.SecretKey, options.ApiBase) = (StripePeer.Key, peer.Address);
        options.WebhookSecrets.Add(StripePeer.WebhookSecret);
        configure?.Invoke(options);
        host.Services.GetRequiredService<IOptions<BillingOptions>>().Value.Enabled = true;
        var billing = new BillingTestHost(host, peer, told, await OpenAsync(host, "acme"));
        await billing.PricePlansAsync(trialDays);
        await billing.OperatorAsync<Bookkeeping.IHostBillingAppService, Bookkeeping.PriceSyncDto>(s => s.SyncPricesAsync());
        return billing;
    }

    public static async Task<Guid> OpenAsync(TestHost host, string slug) =>
        (
            await host.RunAsync(
                null,
                p =>
                    p.GetRequiredService<ITenantIntegrationService>()
                        .CreateAsync(
                            new CreateTenant(slug, slug, "en", "UTC", "saas", "Ada", $"ada@{slug}.example", "irrelevant", IsDemo: false)
                        )
            )
        ).Id;

    public Task<T> AsAdminAsync<TService, T>(Func<TService, Task<T>> call)
        where TService : notnull =>
        Host.RunAsAsync(Tenant, FakeUsers.AdminId, RoleNames.Admin, p => call(p.GetRequiredService<TService>()));

    public Task<T> AdminAsync<T>(Func<IBillingAppService, Task<T>> call) => AsAdminAsync(call);

    public Task AdminAsync(Func<IBillingAppService, Task> call) =>
        AdminAsync(async s =>
        {
            await call(s);
            return true;
        });

    public Task<T> OperatorAsync<TService, T>(Func<TService, Task<T>> call)
        where TService : notnull => Host.Services.GetRequiredService<OperatorCalls>().RunAsync(call);

    public Task<BillingDto> GetAsync() => AdminAsync(s => s.GetAsync());

    public async Task<Guid> PlanAsync(string key) =>
        (await Host.RunAsync(null, p => p.GetRequiredService<IPlanIntegrationService>().GetAllAsync()))
            .First(p => p.Key == key && p.State == PlanState.Public)
            .Id;

    /// <summary>Through Stripe's page to a subscription; what Stripe told is delivered.</summary>
    public async Task SubscribeAsync(string plan = "team", BillingInterval interval = BillingInterval.Month)
    {
        var input = new ChoosePlanInput { PlanId = await PlanAsync(plan), Interval = interval };
        await Peer.PayAsync(await AdminAsync(s => s.StartCheckoutAsync(input)));
        await DeliverAsync();
    }

    public Task HireAsync(int agents) =>
        Host.RunAsync(
            Tenant,
            async p =>
            {
                p.GetRequiredService<IUsageMeter>().Add(TenantFeatures.Agents, agents);
                await p.GetRequiredService<IUnitOfWorkManager>().Current!.SaveChangesAsync();
                await p.GetRequiredService<AccountManager>().FollowSeatsAsync(default);
            }
        );

    /// <summary>Both clocks; what Stripe tells on the way is delivered, and what the clock brings here is done.</summary>
    public async Task AdvanceAsync(double days)
    {
        Host.Time.SetUtcNow(await Peer.AdvanceAsync(days));
        await DeliverAsync();
        await RemindAsync();
    }

    public async Task RemindAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccountReminders>().DoWorkAsync();
        await WorkAsync();
    }

    /// <summary>What Stripe has told since the last time, oldest first; nobody has heard of it yet.</summary>
    public async Task<IReadOnlyList<IncomingEvent>> TakeToldAsync()
    {
        // Answers when everything is sent.
        await Peer.PostAsync("/_mock/release");
        var bodies = _told.Received.Skip(_seen).Select(r => r.Body).ToList();
        _seen += bodies.Count;
        return [.. bodies.Select(b => IncomingEvent.Parse(b)!)];
    }

    public async Task DeliverAsync()
    {
        foreach (var told in await TakeToldAsync())
        {
            await DeliverAsync(told);
        }

        await WorkAsync();
    }

    public async Task<Taken> DeliverAsync(IncomingEvent told)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<StripeInbox>().TakeAsync(told, default);
    }

    public async Task WorkAsync()
    {
        await Host.Jobs.RunAsync();
        await Host.DrainAsync();
    }

    /// <summary>Waits out the calm before seats are told, and what the telling brings.</summary>
    public async Task CalmAsync()
    {
        Host.Time.Advance(TimeSpan.FromMinutes(1));
        await SweepAsync();
        await DeliverAsync();
    }

    /// <summary>Hands over once more what is due.</summary>
    public async Task SweepAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Calls.StripeCallSweep>().DoWorkAsync();
        await WorkAsync();
    }

    public Task<BillingAccount?> AccountAsync() =>
        Host.RunAsync(
            Tenant,
            p => p.GetRequiredService<CustomerServiceDbContext>().Set<BillingAccount>().AsNoTracking().FirstOrDefaultAsync()
        );

    /// <summary>How things stand at Stripe itself.</summary>
    public async Task<SubscriptionReading?> ReadStripeAsync() =>
        SubscriptionReading.Best(
            (await Stripe.V1.Subscriptions.ListAsync(SubscriptionReading.Question((await AccountAsync())!.CustomerId))).Data
        );

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Peer.PostAsync("/_mock/reset");
        _told.Received.Clear();
        Idle.Add((Peer, _told));
    }

    private static async Task<(StripePeer, WebhookReceiver)> StartPeerAsync()
    {
        var told = new WebhookReceiver();
        return (await StripePeer.StartAsync(told.Url), told);
    }

    /// <summary>Seeded plans of an installation that sells, with another trial.</summary>
    private Task PricePlansAsync(int trialDays) =>
        trialDays == 0
            ? Task.CompletedTask
            : Host.RunAsync(
                null,
                async p =>
                {
                    foreach (var key in new[] { "team", "business" })
                    {
                        var id = await PlanAsync(key);
                        await OperatorAsync<IHostPlanAppService, Guid>(async s =>
                        {
                            var form = await s.GetFormAsync(id);
                            form.Input.TrialDays = trialDays;
                            return await s.SaveAsync(form.Input);
                        });
                    }
                }
            );
}

/// <summary>Calls as the operator of the installation.</summary>
internal sealed class OperatorCalls(
    IServiceScopeFactory scopes,
    ICurrentTenant tenant,
    CustomerService.Framework.Users.ICurrentPrincipalAccessor principal
) : ISingletonDependency
{
    public async Task<T> RunAsync<TService, T>(Func<TService, Task<T>> call)
        where TService : notnull
    {
        var identity = new System.Security.Claims.ClaimsIdentity(
            [
                new(CustomerService.Framework.Users.CustomerServiceClaims.UserId, Guid.NewGuid().ToString()),
                new(CustomerService.Framework.Users.CustomerServiceClaims.Role, RoleNames.HostOperator),
            ],
            "test"
        );
        using var host = tenant.Change(null);
        using var person = principal.Change(new(identity));
        await using var scope = scopes.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<TService>());
    }
}

/// <summary>One administrator and nobody else.</summary>
internal sealed class FakeUsers : IUserIntegrationService, ISingletonDependency
{
    public static readonly Guid AdminId = Guid.NewGuid();

    private static readonly UserDto Admin = new(
        AdminId,
        "Ada",
        "ada@acme.example",
        "en",
        null,
        true,
        CustomerTier.Standard,
        [RoleNames.Admin]
    );

    public Task<UserDto?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        Task.FromResult(id == AdminId ? Admin : null);

    public Task<IReadOnlyList<UserDto>> GetStaffAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<UserDto>>([Admin]);

    public Task<IReadOnlyList<UserDto>> GetStaffWithAsync(string permission, CancellationToken cancellationToken = default) =>
        GetStaffAsync(cancellationToken);

    public Task<IReadOnlyDictionary<Guid, UserDto>> GetManyAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<UserDto?> FindByEmailAsync(string email, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<UserDto> GetOrCreateCustomerAsync(
        string email,
        string name,
        string? language,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<UserDto> CreateStaffAsync(
        string email,
        string name,
        string role,
        string password,
        string language,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<UserDto> MakeAdminAsync(string email, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RemoveSampleCustomersAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<string> EraseCustomerAsync(Guid userId, string name, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task SetTierAsync(Guid userId, CustomerTier tier, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}

/// <summary>Nobody asks for a code here.</summary>
internal sealed class NoCodes : CustomerService.Tenants.Deletion.IDeletionCodes, ISingletonDependency
{
    public Task SendAsync(Guid userId, string code, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
