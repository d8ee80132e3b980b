using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Metering;
using CustomerService.Framework.Features;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.Tests.Metering;

public sealed class UsageMeterTests
{
    private static readonly FeatureDefinition Letters = FeatureDefinition.Limit("Test.Letters", isMonthly: true);
    private static readonly FeatureDefinition Shelves = FeatureDefinition.Limit("Test.Shelves", unit: 10);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Count_A_Month_Anew_And_Keep_What_Is_There(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync(provider);
        await AddAsync(host, TestHost.TenantA, Letters, 3);
        await AddAsync(host, TestHost.TenantA, Shelves, 40);
        await AddAsync(host, TestHost.TenantB, Letters, 7);
        host.Time.Advance(TimeSpan.FromDays(31));
        await AddAsync(host, TestHost.TenantA, Letters, 2);
        await AddAsync(host, TestHost.TenantA, Shelves, -15);

        (await CountAsync(host, Letters)).ShouldBe(2);
        (await CountAsync(host, Shelves)).ShouldBe(2, "twenty-five make two whole ones");
        var months = await host.RunAsync(TestHost.TenantA, p => Meter(p).GetMonthsAsync([Letters, Shelves], 3));
        months[Letters.Name].ShouldBe([0, 3, 2]);
        months[Shelves.Name].ShouldBe([0, 4, 2]);
    }

    [Fact]
    public async Task Should_Know_At_Once_What_Was_Committed_And_Nothing_Of_What_Was_Taken_Back()
    {
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite);
        (await CountAsync(host, Letters)).ShouldBe(0);
        await AddAsync(host, TestHost.TenantA, Letters, 1);
        (await CountAsync(host, Letters)).ShouldBe(1, "the clock stands still: nothing was read again");

        await Should.ThrowAsync<InvalidOperationException>(() =>
            host.RunAsync(
                TestHost.TenantA,
                p =>
                {
                    Meter(p).Add(Letters, 5);
                    throw new InvalidOperationException("planted");
                }
            )
        );
        (await CountAsync(host, Letters)).ShouldBe(1);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        (await CountAsync(host, Letters)).ShouldBe(1);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Make_One_Row_Of_Many_And_Change_No_Sum(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync(provider);
        for (var n = 0; n < 5; n++)
        {
            await AddAsync(host, TestHost.TenantA, Letters, 1);
            await AddAsync(host, TestHost.TenantA, Shelves, 10);
        }

        host.Time.Advance(TimeSpan.FromDays(31));
        await AddAsync(host, TestHost.TenantA, Letters, 1);
        await host.Services.GetServices<HangfireBackgroundWorkerBase>().OfType<UsageFold>().Single().DoWorkAsync();
        await host.Services.GetServices<HangfireBackgroundWorkerBase>().OfType<UsageFold>().Single().DoWorkAsync();

        (
            await host.RunAsync(TestHost.TenantA, p => p.GetRequiredService<CustomerServiceDbContext>().Set<UsageEntry>().CountAsync())
        ).ShouldBe(3, "two months of letters, one of shelves");
        (await host.RunAsync(TestHost.TenantA, p => Meter(p).GetMonthsAsync([Letters, Shelves], 2))).ShouldSatisfyAllConditions(
            m => m[Letters.Name].ShouldBe([5, 1]),
            m => m[Shelves.Name].ShouldBe([5, 5])
        );
    }

    private static IUsageMeter Meter(IServiceProvider provider) => provider.GetRequiredService<IUsageMeter>();

    private static Task AddAsync(TestHost host, Guid tenant, FeatureDefinition limit, long amount) =>
        host.RunAsync(
            tenant,
            p =>
            {
                Meter(p).Add(limit, amount);
                return Task.CompletedTask;
            }
        );

    private static Task<long> CountAsync(TestHost host, FeatureDefinition limit) =>
        host.RunAsync(TestHost.TenantA, p => Meter(p).CountAsync(limit));
}
