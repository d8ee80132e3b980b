using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.Tests.Data;

public sealed class UnitOfWorkTests
{
    public static TheoryData<DatabaseProvider> Providers => [DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql];

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Keep_What_Was_Completed_And_Tell_Afterwards(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(provider);
        var seen = -1;
        await InScopeAsync(
            host,
            async (manager, db) =>
            {
                manager.Current.ShouldBeNull();
                await using var unitOfWork = manager.Begin();
                manager.Current.ShouldBe(unitOfWork);
                db.Add(Order.Place("kept"));
                unitOfWork.OnCompleted(async () => seen = await CountAsync(host));
                await unitOfWork.CompleteAsync();
                manager.Current.ShouldBeNull();
            }
        );
        seen.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Take_Back_What_Was_Not_Completed(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(provider);
        var told = 0;
        await InScopeAsync(
            host,
            async (manager, db) =>
            {
                using (var left = manager.Begin())
                {
                    db.Add(Order.Place("saved, then left"));
                    await left.SaveChangesAsync();
                    db.Add(Order.Place("never saved"));
                    left.OnCompleted(() => Task.FromResult(told++));
                }

                // The next one of the same scope knows nothing of it.
                await using var next = manager.Begin();
                db.Add(Order.Place("kept"));
                await next.CompleteAsync();
            }
        );
        (await CountAsync(host)).ShouldBe(1);
        told.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Save_A_Part_Only_With_The_Whole(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(provider);
        var told = 0;
        await InScopeAsync(
            host,
            async (manager, db) =>
            {
                await using var whole = manager.Begin();
                await using (var part = manager.Begin())
                {
                    db.Add(Order.Place("part"));
                    part.OnCompleted(() => Task.FromResult(told++));
                    await part.CompleteAsync();
                }

                manager.Current.ShouldBe(whole);
                (told, await CountAsync(host)).ShouldBe((0, 0));
                await whole.CompleteAsync();
            }
        );
        (told, await CountAsync(host)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Should_Complete_Once()
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(DatabaseProvider.Sqlite);
        await InScopeAsync(
            host,
            async (manager, _) =>
            {
                await using var unitOfWork = manager.Begin();
                await unitOfWork.CompleteAsync();
                await Should.ThrowAsync<ObjectDisposedException>(() => unitOfWork.CompleteAsync());
            }
        );
    }

    private static async Task InScopeAsync(TestHost host, Func<IUnitOfWorkManager, CustomerServiceDbContext, Task> work)
    {
        using var tenant = host.Services.GetRequiredService<ICurrentTenant>().Change(TestHost.TenantA);
        await using var scope = host.Services.CreateAsyncScope();
        await work(
            scope.ServiceProvider.GetRequiredService<IUnitOfWorkManager>(),
            scope.ServiceProvider.GetRequiredService<CustomerServiceDbContext>()
        );
    }

    private static Task<int> CountAsync(TestHost host) =>
        host.RunAsync(TestHost.TenantA, p => p.GetRequiredService<CustomerServiceDbContext>().Set<Order>().CountAsync());
}
