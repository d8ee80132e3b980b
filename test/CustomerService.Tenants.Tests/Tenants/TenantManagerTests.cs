using CustomerService.Framework.Blobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Branding;
using CustomerService.Tenants.Plans;
using CustomerService.Tenants.Tenants;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.Tests.Tenants;

public sealed class TenantManagerTests
{
    private static CreateTenant Input(string slug, bool isDemo = false) =>
        new(slug, "Acme", "en", "Europe/Berlin", "saas", "Ada", "ada@acme.example", "Demo-Pass-2026", isDemo);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Find_A_New_Tenant_At_Once_By_Slug_Id_And_Host(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync(provider, typeof(TenantsModule));
        var store = host.Services.GetRequiredService<ITenantStore>();
        (await store.FindBySlugAsync("acme")).ShouldBeNull();

        var made = await host.Services.GetRequiredService<TenantManager>().CreateAsync(Input("acme"), null, default);

        (await store.FindBySlugAsync("acme"))!.Id.ShouldBe(made.Id);
        (await store.FindAsync(made.Id))!.IsActive.ShouldBeTrue();
        (await store.FindByHostAsync("ACME.localhost"))!.Id.ShouldBe(made.Id);
        (await store.GetActiveAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Should_Refuse_A_Logo_In_Which_The_Scanner_Finds_Something()
    {
        using var clamd = new FakeClamd();
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite, typeof(TenantsModule));
        host.Services.GetRequiredService<IOptions<ScannerOptions>>().Value.Address = clamd.Address;
        var tenant = await host.Services.GetRequiredService<TenantManager>().CreateAsync(Input("acme"), null, default);
        byte[] png = [0x89, .. "PNG\r\n\u001a\n"u8, .. new byte[64]];

        await SetAsync(png);
        (await Should.ThrowAsync<BusinessException>(() => SetAsync([.. png, .. FakeClamd.Eicar]))).Code.ShouldBe(
            TenantsErrorCodes.LogoInfected
        );

        Task SetAsync(byte[] content) =>
            host.RunAsAsync(
                tenant.Id,
                Guid.NewGuid(),
                "admin",
                p => p.GetRequiredService<IBrandingAppService>().SetLogoAsync(new MemoryStream(content))
            );
    }

    [Theory]
    [InlineData("acme.localhost.evil.example")]
    [InlineData("evil.acme.localhost")]
    [InlineData("acme-localhost")]
    [InlineData("acme")]
    [InlineData("localhost")]
    [InlineData(".localhost")]
    [InlineData("' or 1=1 --.localhost")]
    public async Task Should_Find_Nobody_For_A_Forged_Host(string name)
    {
        await using var host = await TestHost.CreateAsync<TenantsModule>();
        await host.Services.GetRequiredService<TenantManager>().CreateAsync(Input("acme"), null, default);
        (await host.Services.GetRequiredService<ITenantStore>().FindByHostAsync(name)).ShouldBeNull();
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Give_A_Slug_To_One_Of_Many_Who_Want_It_At_Once(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync(provider, typeof(TenantsModule));
        var manager = host.Services.GetRequiredService<TenantManager>();

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await manager.CreateAsync(Input("acme"), null, default);
                            return "made";
                        }
                        catch (BusinessException e)
                        {
                            return e.Code;
                        }
                    })
                )
        );

        outcomes.Count(o => o == "made").ShouldBe(1);
        outcomes.Count(o => o == TenantsErrorCodes.SlugTaken).ShouldBe(7);
    }

    [Theory]
    [InlineData("www", TenantsErrorCodes.SlugReserved)]
    [InlineData("a", TenantsErrorCodes.SlugMalformed)]
    public async Task Should_Refuse_A_Bad_Slug(string slug, string code)
    {
        await using var host = await TestHost.CreateAsync<TenantsModule>();
        (
            await Should.ThrowAsync<BusinessException>(() =>
                host.Services.GetRequiredService<TenantManager>().CreateAsync(Input(slug), null, default)
            )
        ).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Should_Leave_Nothing_Behind_When_The_Seed_Fails()
    {
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite, typeof(TenantsModule), typeof(FailingSeedModule));
        var manager = host.Services.GetRequiredService<TenantManager>();

        await Should.ThrowAsync<InvalidOperationException>(() => manager.CreateAsync(Input("acme"), null, default));

        (await manager.IsTakenAsync("acme", default)).ShouldBeFalse();
        (await host.Services.GetRequiredService<ITenantStore>().FindBySlugAsync("acme")).ShouldBeNull();
    }

    [Fact]
    public async Task Should_Free_A_Slug_That_A_Killed_Process_Left_Behind()
    {
        await using var host = await TestHost.CreateAsync<TenantsModule>();
        await host.RunAsync(
            null,
            async provider =>
            {
                var plan = await provider.GetRequiredService<PlanDirectory>().GetFirstAsync(default);
                provider.GetRequiredService<CustomerServiceDbContext>().Add(new Tenant("acme", "Acme", "en", "UTC", "saas", plan.Id));
            }
        );
        var manager = host.Services.GetRequiredService<TenantManager>();
        (await Should.ThrowAsync<BusinessException>(() => manager.CreateAsync(Input("acme"), null, default))).Code.ShouldBe(
            TenantsErrorCodes.SlugTaken
        );

        host.Time.Advance(TimeSpan.FromMinutes(11));

        (await manager.CreateAsync(Input("acme"), null, default)).Slug.ShouldBe("acme");
    }

    [Fact]
    public async Task Should_Close_And_Open_A_Tenant_At_Once()
    {
        await using var host = await TestHost.CreateAsync<TenantsModule>();
        var made = await host.Services.GetRequiredService<TenantManager>().CreateAsync(Input("acme"), null, default);
        var store = host.Services.GetRequiredService<ITenantStore>();

        await host.RunAsAsync(
            TenantKeys.Host,
            Guid.NewGuid(),
            Framework.Authorization.RoleNames.HostOperator,
            p => p.GetRequiredService<IHostTenantAppService>().SuspendAsync(made.Id)
        );
        (await store.FindAsync(made.Id))!.IsActive.ShouldBeFalse();
        (await store.GetActiveAsync()).ShouldBeEmpty();

        await host.RunAsAsync(
            TenantKeys.Host,
            Guid.NewGuid(),
            Framework.Authorization.RoleNames.HostOperator,
            p => p.GetRequiredService<IHostTenantAppService>().ReopenAsync(made.Id)
        );
        (await store.FindAsync(made.Id))!.IsActive.ShouldBeTrue();
    }

    [Fact]
    public async Task Should_Not_Let_An_Admin_Into_The_Host_Console()
    {
        await using var host = await TestHost.CreateAsync<TenantsModule>();
        var made = await host.Services.GetRequiredService<TenantManager>().CreateAsync(Input("acme"), null, default);
        var call = () =>
            host.RunAsAsync(
                made.Id,
                Guid.NewGuid(),
                Framework.Authorization.RoleNames.Admin,
                p => p.GetRequiredService<IHostTenantAppService>().SuspendAsync(made.Id)
            );
        (await Should.ThrowAsync<BusinessException>(call)).Kind.ShouldBe(ErrorKind.Forbidden);
    }

    [Fact]
    public void Should_Make_Addresses_From_The_Settings_And_Never_From_A_Request()
    {
        var options = new TenancyOptions { HostName = "example.com", PublicUrl = "https://example.com" };
        var urls = new SiteUrls(
            null!,
            null!,
            Microsoft.Extensions.Options.Options.Create(options),
            new ServiceCollection().BuildServiceProvider()
        );
        urls.Absolute("acme", "/signin").ShouldBe("https://acme.example.com/signin");
        urls.Absolute(null, "/").ShouldBe("https://example.com/");
    }
}

/// <summary>Brings its own seed, which fails.</summary>
public sealed class FailingSeedModule : CustomerServiceModule
{
    /// <summary>Registered by its role with every module of these tests; it fails for its own only.</summary>
    private sealed class FailingSeed(ModuleLoader loader) : IDataSeedContributor
    {
        public Task SeedAsync(DataSeedContext context, CancellationToken cancellationToken = default) =>
            loader.Modules.Any(m => m is FailingSeedModule) ? throw new InvalidOperationException("planted") : Task.CompletedTask;
    }
}
