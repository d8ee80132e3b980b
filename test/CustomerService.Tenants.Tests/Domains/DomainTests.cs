using System.Net;
using System.Net.Sockets;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Domains;
using CustomerService.Tenants.Tenants;
using CustomerService.TestBase;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerService.Tenants.Tests.Domains;

/// <summary>A domain is served only while its DNS proves whose it is.</summary>
public sealed class DomainTests
{
    private const string Domain = "help.acme.example";

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Serve_A_Domain_Only_While_It_Is_Proven(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync(provider, typeof(DomainTestModule));
        var store = host.Services.GetRequiredService<ITenantStore>();
        var acme = await CreateAsync(host, "acme");
        await AsAdminAsync(host, acme, s => s.SetAsync(new SetDomainInput { Domain = "HELP.acme.example." }));
        await WorkAsync(host);
        (await store.FindByHostAsync(Domain)).ShouldBeNull("nothing proves it yet");

        await ProveAsync(host, acme);
        await WorkAsync(host);
        (await store.FindByHostAsync("Help.Acme.Example"))!.Id.ShouldBe(acme);
        (await UrlAsync(host, acme)).ShouldContain("://" + Domain);

        Dns(host).Records.Clear();
        await WorkAsync(host);
        (await store.FindByHostAsync(Domain)).ShouldBeNull("the record is gone");
        (await UrlAsync(host, acme)).ShouldContain("://acme.localhost");
    }

    [Fact]
    public async Task Should_Not_Trust_An_Old_Proof_When_Nobody_Answers()
    {
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite, typeof(DomainTestModule));
        var store = host.Services.GetRequiredService<ITenantStore>();
        var acme = await CreateAsync(host, "acme");
        await AsAdminAsync(host, acme, s => s.SetAsync(new SetDomainInput { Domain = Domain }));
        await ProveAsync(host, acme);
        await WorkAsync(host);
        Dns(host).IsSilent = true;
        host.Time.Advance(TimeSpan.FromHours(23));
        await WorkAsync(host);
        (await store.FindByHostAsync(Domain)).ShouldNotBeNull();

        host.Time.Advance(TimeSpan.FromHours(1));

        (await store.FindByHostAsync(Domain)).ShouldBeNull();
    }

    [Fact]
    public async Task Should_Give_A_Domain_To_Whoever_Proves_It()
    {
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite, typeof(DomainTestModule));
        var (squatter, owner) = (await CreateAsync(host, "squatter"), await CreateAsync(host, "owner"));
        var late = await CreateAsync(host, "late");
        await AsAdminAsync(host, squatter, s => s.SetAsync(new SetDomainInput { Domain = Domain }));
        await AsAdminAsync(host, owner, s => s.SetAsync(new SetDomainInput { Domain = Domain }));
        await ProveAsync(host, owner);
        await WorkAsync(host);

        (await host.Services.GetRequiredService<ITenantStore>().FindByHostAsync(Domain))!.Id.ShouldBe(owner);
        (
            await Should.ThrowAsync<BusinessException>(() =>
                AsAdminAsync(host, late, s => s.SetAsync(new SetDomainInput { Domain = Domain }))
            )
        ).Code.ShouldBe(TenantsErrorCodes.DomainTaken);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Not_Let_One_Who_Asks_Drive_Out_Another_Who_Asked(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync(provider, typeof(DomainTestModule));
        var (first, second) = (await CreateAsync(host, "first"), await CreateAsync(host, "second"));
        await AsAdminAsync(host, first, s => s.SetAsync(new SetDomainInput { Domain = Domain }));
        await AsAdminAsync(host, second, s => s.SetAsync(new SetDomainInput { Domain = Domain }));
        await AsAdminAsync(host, first, async s => (await s.GetAsync()).Domain.ShouldBe(Domain));

        // Both can prove it: it stays whose it was.
        await ProveAsync(host, first);
        await WorkAsync(host);
        var records = Dns(host).Records.Single();
        await ProveAsync(host, second);
        Dns(host).Records[records.Key] = [.. records.Value, .. Dns(host).Records[records.Key]];
        await WorkAsync(host);
        (await host.Services.GetRequiredService<ITenantStore>().FindByHostAsync(Domain))!.Id.ShouldBe(first);
        await AsAdminAsync(host, second, async s => (await s.GetAsync()).State.ShouldBe(DomainState.Unproven));
    }

    [
        Theory,
        InlineData("localhost"),
        InlineData("beta.localhost"),
        InlineData("127.0.0.1"),
        InlineData("acme"),
        InlineData("a b.example"),
        InlineData("x..example")
    ]
    public async Task Should_Refuse_Names_That_Nobody_Can_Own(string domain)
    {
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite, typeof(DomainTestModule));
        var acme = await CreateAsync(host, "acme");

        (
            await Should.ThrowAsync<BusinessException>(() =>
                AsAdminAsync(host, acme, s => s.SetAsync(new SetDomainInput { Domain = domain }))
            )
        ).Code.ShouldBe(TenantsErrorCodes.DomainMalformed);
    }

    [Fact]
    public async Task Should_Read_Text_Records_From_A_Name_Server()
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var resolver = new DnsTextResolver(
            new ConfigurationBuilder().AddInMemoryCollection([new("Dns:Server", server.LocalEndPoint!.ToString())]).Build()
        );

        (await AskAsync(0x80, [0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, 6, 2, (byte)'a', (byte)'b', 2, (byte)'c', (byte)'d'], 1)).ShouldBe([
            "abcd",
        ]);
        (await AskAsync(0x83, [], 0)).ShouldBe([], "there is no such name");
        (await AskAsync(0x82, [], 0)).ShouldBeNull("the server failed");
        (await AskAsync(0x80, [0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, 200, 9], 1)).ShouldBeNull("a broken answer is none");

        async Task<IReadOnlyList<string>?> AskAsync(byte code, byte[] records, byte count)
        {
            var asked = resolver.FindAsync("_customer-service.acme.example");
            var buffer = new byte[512];
            var question = await server.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));

            // Header and question come back; what the asker added about himself does not.
            var end = Array.IndexOf(buffer, (byte)0, 12) + 5;
            byte[] answer = [.. buffer[..end], .. records];
            (answer[2], answer[3], answer[7], answer[11]) = (0x81, code, count, 0);
            await server.SendToAsync(answer, question.RemoteEndPoint);
            return await asked;
        }
    }

    private static async Task<Guid> CreateAsync(TestHost host, string slug) =>
        (
            await host
                .Services.GetRequiredService<TenantManager>()
                .CreateAsync(
                    new CreateTenant(slug, slug, "en", "Europe/Berlin", "saas", "Ada", "ada@acme.example", "Demo-Pass-2026", false),
                    null,
                    default
                )
        ).Id;

    private static Task AsAdminAsync(TestHost host, Guid tenant, Func<IDomainAppService, Task> work) =>
        host.RunAsAsync(tenant, Guid.CreateVersion7(), RoleNames.Admin, p => work(p.GetRequiredService<IDomainAppService>()));

    private static Task ProveAsync(TestHost host, Guid tenant) =>
        AsAdminAsync(
            host,
            tenant,
            async s =>
            {
                var domain = await s.GetAsync();
                Dns(host).Records[domain.RecordName] = ["v=spf1 -all", domain.RecordValue];
            }
        );

    private static Task WorkAsync(TestHost host) =>
        host.Services.GetServices<HangfireBackgroundWorkerBase>().Single(w => w.RecurringJobId == "tenants.domains").DoWorkAsync();

    private static async Task<string> UrlAsync(TestHost host, Guid tenant)
    {
        using var inside = host.Services.GetRequiredService<ICurrentTenant>().Change(tenant);
        return await host.Services.GetRequiredService<ISiteUrls>().AbsoluteAsync("/");
    }

    private static FakeDns Dns(TestHost host) => (FakeDns)host.Services.GetRequiredService<IDnsTextResolver>();
}

[DependsOn(typeof(TenantsModule))]
public sealed class DomainTestModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) =>
        context.Services.Replace(ServiceDescriptor.Singleton<IDnsTextResolver, FakeDns>());
}

internal sealed class FakeDns : IDnsTextResolver
{
    public Dictionary<string, IReadOnlyList<string>> Records { get; } = [];

    public bool IsSilent { get; set; }

    public Task<IReadOnlyList<string>?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsSilent ? null : Records.GetValueOrDefault(name, []));
}
