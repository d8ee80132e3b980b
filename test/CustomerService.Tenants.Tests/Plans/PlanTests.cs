using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Domains;
using CustomerService.Tenants.Plans;
using CustomerService.Tenants.Tenants;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.Tests.Plans;

public sealed class PlanTests
{
    [Fact]
    public async Task Should_Set_No_Limits_Where_No_Money_Is_Taken()
    {
        await using var host = await TestHost.CreateAsync<TenantsModule>();
        var tenant = await OpenAsync(host, "acme");
        (await LimitAsync(host, tenant)).ShouldBeNull();
        var offered = await AsAdminAsync<IPlanAppService, OfferedPlansDto>(host, tenant, s => s.GetOfferedAsync());
        offered.Plans.ShouldHaveSingleItem().Key.ShouldBe("free");
        offered.ShowsPrices.ShouldBeFalse();
        (await AsAdminAsync<IPlanAppService, TenantPlanDto>(host, tenant, s => s.GetAsync())).Larger.ShouldBeEmpty();
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Limit_By_Plan_And_Give_A_Demonstration_The_Largest(DatabaseProvider provider)
    {
        await using var host = await SellingAsync(provider);
        (await LimitAsync(host, await OpenAsync(host, "acme"))).ShouldBe(3);
        (await LimitAsync(host, await OpenAsync(host, "demo-co", isDemo: true))).ShouldBeNull();
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Begin_Free_And_Show_The_Operator_Which_Plan_Is_Wanted(DatabaseProvider provider)
    {
        await using var host = await SellingAsync(provider);
        var tenant = await OpenAsync(host, "acme", wanted: "team");
        var (team, business) = (await IdOfAsync(host, "team"), await IdOfAsync(host, "business"));
        (await MyPlanAsync(host, tenant)).ShouldBe(("free", "team"));
        (await TenantsAsync(host)).Single().WantedPlan!.Label.ShouldBe("Team");

        await OperatorAsync<IHostTenantAppService>(host, s => s.SetPlanAsync(tenant, new SetPlanInput { PlanId = team }));
        (await MyPlanAsync(host, tenant)).ShouldBe(("team", null));
        (await LimitAsync(host, tenant)).ShouldBe(25, "the new plan counts at once");
        await WantAsync(host, tenant, business);
        (await MyPlanAsync(host, tenant)).ShouldBe(("team", "business"));
        await WantAsync(host, tenant, team);
        (await MyPlanAsync(host, tenant)).ShouldBe(("team", null));
        (await Should.ThrowAsync<BusinessException>(() => WantAsync(host, tenant, Guid.NewGuid()))).Code.ShouldBe(
            TenantsErrorCodes.UnknownPlan
        );
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Keep_A_Version_As_It_Is_While_Somebody_Has_It_And_Move_Them_To_The_Next(DatabaseProvider provider)
    {
        await using var host = await SellingAsync(provider);
        var tenant = await OpenAsync(host, "acme");
        var first = await IdOfAsync(host, "free");
        var input = await FormAsync(host, first);
        input.Features[TenantFeatures.Agents.Name] = "2";
        (await Should.ThrowAsync<BusinessException>(() => SaveAsync(host, input))).Code.ShouldBe(TenantsErrorCodes.PlanInUse);

        var second = await OperatorAsync<IHostPlanAppService, Guid>(host, s => s.AddVersionAsync(first));
        (await OperatorAsync<IHostPlanAppService, Guid>(host, s => s.AddVersionAsync(first))).ShouldBe(second, "one draft is enough");
        input = await FormAsync(host, second);
        input.Features[TenantFeatures.Agents.Name] = "2";
        await SaveAsync(host, input);
        var move = new MoveTenantsInput { FromId = first, ToId = second };
        (await Should.ThrowAsync<BusinessException>(() => MoveAsync(host, move))).Code.ShouldBe(TenantsErrorCodes.PlanNotGiven);

        await BecomeAsync(host, second, PlanState.Public);
        (await ListAsync(host))
            .Where(p => p.Plan.Key == "free")
            .Select(p => (p.Plan.Version, p.Plan.State, p.Tenants))
            .ShouldBe([(2, PlanState.Public, 0), (1, PlanState.Retired, 1)]);
        (await LimitAsync(host, tenant)).ShouldBe(3, "who has the first version keeps it");
        (await LimitAsync(host, await OpenAsync(host, "beta"))).ShouldBe(2, "who comes now has the second");

        (await MoveAsync(host, move)).ShouldBe(1);
        (await LimitAsync(host, tenant)).ShouldBe(2);
        (await ListAsync(host)).Single(p => p.Plan.Id == second).Tenants.ShouldBe(2);
    }

    [Fact]
    public async Task Should_Let_Nothing_Grow_Beyond_What_Is_Free_While_An_Invoice_Is_Open()
    {
        await using var host = await SellingAsync(DatabaseProvider.Sqlite);
        var tenant = await OpenAsync(host, "acme");
        var business = await IdOfAsync(host, "business");
        await SubscribeAsync(isGrowthStopped: true);
        (await LimitAsync(host, tenant)).ShouldBe(3, "a plan without a limit has the free one's");
        (await MyPlanAsync(host, tenant)).ShouldBe(("business", null), "it keeps its plan and what that switches on");
        await SubscribeAsync(isGrowthStopped: false);
        (await LimitAsync(host, tenant)).ShouldBeNull();

        Task SubscribeAsync(bool isGrowthStopped) =>
            host.RunAsync(tenant, p => p.GetRequiredService<IPlanIntegrationService>().SubscribeAsync(business, isGrowthStopped));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Not_Give_Two_Plans_One_Name(DatabaseProvider provider)
    {
        await using var host = await SellingAsync(provider);
        await SaveAsync(host, Input("plus"));
        (await Should.ThrowAsync<BusinessException>(() => SaveAsync(host, Input("plus")))).Code.ShouldBe(TenantsErrorCodes.PlanKeyTaken);
        (
            await Should.ThrowAsync<DbUpdateException>(() =>
                host.RunAsync(
                    null,
                    p =>
                    {
                        p.GetRequiredService<CustomerServiceDbContext>().Add(new Plan("plus", 1));
                        return Task.CompletedTask;
                    }
                )
            )
        ).ShouldNotBeNull();
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Never_Overwrite_What_The_Operator_Has_Changed(DatabaseProvider provider)
    {
        await using var host = await SellingAsync(provider);
        var team = await FormAsync(host, await IdOfAsync(host, "team"));
        (team.NameEn, team.SeatMonthly) = ("Crew", 12300);
        await SaveAsync(host, team);

        host.Time.Advance(TimeSpan.FromMinutes(5));
        var plans = await ListAsync(host);
        plans.Count.ShouldBe(3, "what there is is not seeded again");
        plans
            .Single(p => p.Plan.Key == "team")
            .Plan.ShouldSatisfyAllConditions(p => p.Name.ShouldBe("Crew"), p => p.Prices.SeatMonthly.ShouldBe(12300));
    }

    [Theory]
    [InlineData("XYZ", 0, null, null, TenantsErrorCodes.UnknownCurrency)]
    [InlineData("CNY", -1, null, null, TenantsErrorCodes.PriceNegative)]
    [InlineData("CNY", 0, "Tenants.Agents", "many", TenantsErrorCodes.FeatureValue)]
    [InlineData("CNY", 0, "Tenants.Agents", "-3", TenantsErrorCodes.FeatureValue)]
    [InlineData("CNY", 0, "Tenants.OwnDomain", "7", TenantsErrorCodes.FeatureValue)]
    [InlineData("CNY", 0, "Tenants.Nothing", "7", TenantsErrorCodes.UnknownFeature)]
    public async Task Should_Refuse_A_Plan_That_Makes_No_Sense(string currency, long price, string? feature, string? value, string code)
    {
        await using var host = await SellingAsync();
        var input = Input("plus");
        (input.Currency, input.FixedYearly) = (currency, price);
        if (feature is not null)
        {
            input.Features[feature] = value!;
        }

        (await Should.ThrowAsync<BusinessException>(() => SaveAsync(host, input))).Code.ShouldBe(code);
        (await ListAsync(host)).ShouldNotContain(p => p.Plan.Key == "plus");
    }

    [Fact]
    public async Task Should_Keep_A_Plan_That_New_Workspaces_Can_Begin_With()
    {
        await using var host = await SellingAsync();
        await BecomeAsync(host, await IdOfAsync(host, "team"), PlanState.Retired);
        await BecomeAsync(host, await IdOfAsync(host, "business"), PlanState.Retired);
        var free = await IdOfAsync(host, "free");
        (await Should.ThrowAsync<BusinessException>(() => BecomeAsync(host, free, PlanState.Retired))).Code.ShouldBe(
            TenantsErrorCodes.LastPlan
        );
        (await MyPlanAsync(host, await OpenAsync(host, "acme"))).Plan.ShouldBe("free");
    }

    [Fact]
    public async Task Should_Refuse_An_Own_Domain_That_The_Plan_Does_Not_Have_And_Say_Where_It_Is_Lifted()
    {
        await using var host = await SellingAsync();
        var free = await FormAsync(host, await IdOfAsync(host, "free"));
        free.Features[TenantFeatures.OwnDomain.Name] = "false";
        await SaveAsync(host, free);
        var tenant = await OpenAsync(host, "acme");

        var refused = await Should.ThrowAsync<BusinessException>(() =>
            AsAdminAsync<IDomainAppService, bool>(
                host,
                tenant,
                async s =>
                {
                    await s.SetAsync(new SetDomainInput { Domain = "help.acme.example" });
                    return true;
                }
            )
        );
        (refused.Code, refused.HelpUrl).ShouldBe(("Feature.Tenants.OwnDomain.Off", "/admin/plan"));
    }

    [Fact]
    public async Task Should_Not_Let_An_Admin_Touch_The_Plans()
    {
        await using var host = await SellingAsync();
        var tenant = await OpenAsync(host, "acme");
        var call = () => AsAdminAsync<IHostPlanAppService, Guid>(host, tenant, s => s.SaveAsync(Input("mine")));
        (await Should.ThrowAsync<BusinessException>(call)).Kind.ShouldBe(ErrorKind.Forbidden);
    }

    private static SavePlanInput Input(string key) =>
        new()
        {
            Key = key,
            NameEn = "Plus",
            NameZh = "增强版",
            Currency = "JPY",
            SeatMonthly = 990,
        };

    private static async Task<TestHost> SellingAsync(DatabaseProvider provider = DatabaseProvider.Sqlite)
    {
        var host = await TestHost.CreateAsync(provider, typeof(TenantsModule));
        host.Services.GetRequiredService<IOptions<BillingOptions>>().Value.Enabled = true;
        return host;
    }

    private static async Task<Guid> OpenAsync(TestHost host, string slug, bool isDemo = false, string? wanted = null) =>
        (
            await host
                .Services.GetRequiredService<TenantManager>()
                .CreateAsync(
                    new(
                        slug,
                        "Acme",
                        "en",
                        "Europe/Berlin",
                        "saas",
                        "Ada",
                        "ada@acme.example",
                        "Demo-Pass-2026",
                        isDemo,
                        WantedPlan: wanted
                    ),
                    null,
                    default
                )
        ).Id;

    private static async Task<Guid> IdOfAsync(TestHost host, string key) => (await ListAsync(host)).First(p => p.Plan.Key == key).Plan.Id;

    private static Task<IReadOnlyList<HostPlanDto>> ListAsync(TestHost host) =>
        OperatorAsync<IHostPlanAppService, IReadOnlyList<HostPlanDto>>(host, s => s.GetListAsync());

    private static async Task<IReadOnlyList<HostTenantDto>> TenantsAsync(TestHost host) =>
        (
            await OperatorAsync<IHostTenantAppService, Framework.Application.PagedResult<HostTenantDto>>(
                host,
                s => s.GetListAsync(new GetHostTenantsInput())
            )
        ).Items;

    private static async Task<SavePlanInput> FormAsync(TestHost host, Guid id) =>
        (await OperatorAsync<IHostPlanAppService, PlanFormDto>(host, s => s.GetFormAsync(id))).Input;

    private static Task<Guid> SaveAsync(TestHost host, SavePlanInput input) =>
        OperatorAsync<IHostPlanAppService, Guid>(host, s => s.SaveAsync(input));

    private static Task<int> MoveAsync(TestHost host, MoveTenantsInput input) =>
        OperatorAsync<IHostPlanAppService, int>(host, s => s.MoveTenantsAsync(input));

    private static Task BecomeAsync(TestHost host, Guid id, PlanState state) =>
        OperatorAsync<IHostPlanAppService>(host, s => s.SetStateAsync(id, new SetPlanStateInput { State = state }));

    private static async Task<(string Plan, string? Wanted)> MyPlanAsync(TestHost host, Guid tenant)
    {
        var mine = await AsAdminAsync<IPlanAppService, TenantPlanDto>(host, tenant, s => s.GetAsync());
        return (mine.Plan.Key, mine.Wanted?.Key);
    }

    private static Task WantAsync(TestHost host, Guid tenant, Guid plan) =>
        AsAdminAsync<IPlanAppService, bool>(
            host,
            tenant,
            async s =>
            {
                await s.WantAsync(new WantPlanInput { PlanId = plan });
                return true;
            }
        );

    private static Task<long?> LimitAsync(TestHost host, Guid tenant) =>
        host.RunAsync(tenant, p => p.GetRequiredService<IFeatureChecker>().GetLimitAsync(TenantFeatures.Agents.Name));

    private static Task<T> OperatorAsync<TService, T>(TestHost host, Func<TService, Task<T>> work)
        where TService : notnull =>
        host.RunAsAsync(TenantKeys.Host, Guid.NewGuid(), RoleNames.HostOperator, p => work(p.GetRequiredService<TService>()));

    private static Task OperatorAsync<TService>(TestHost host, Func<TService, Task> work)
        where TService : notnull =>
        host.RunAsAsync(TenantKeys.Host, Guid.NewGuid(), RoleNames.HostOperator, p => work(p.GetRequiredService<TService>()));

    private static Task<T> AsAdminAsync<TService, T>(TestHost host, Guid tenant, Func<TService, Task<T>> work)
        where TService : notnull => host.RunAsAsync(tenant, Guid.NewGuid(), RoleNames.Admin, p => work(p.GetRequiredService<TService>()));
}
