using CustomerService.Framework.Caching;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.Tests.Caching;

/// <summary>What is loaded once for a tenant.</summary>
public sealed class TenantCacheTests
{
    [Fact]
    public async Task Should_Keep_The_Same_Key_Of_Two_Tenants_Apart()
    {
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite);
        (await AskAsync(host, TestHost.TenantA, "a")).ShouldBe("a");
        (await AskAsync(host, TestHost.TenantB, "b")).ShouldBe("b");
        (await AskAsync(host, TestHost.TenantA, "another")).ShouldBe("a");
        (await AskAsync(host, null, "host")).ShouldBe("host");
    }

    [Fact]
    public async Task Should_Forget_The_Current_Tenants_Entry_Only()
    {
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite);
        await AskAsync(host, TestHost.TenantA, "a");
        await AskAsync(host, TestHost.TenantB, "b");
        var (cache, tenant) = Parts(host);
        using (tenant.Change(TestHost.TenantA))
        {
            await cache.RemoveAsync("key");
        }

        (await AskAsync(host, TestHost.TenantA, "new")).ShouldBe("new");
        (await AskAsync(host, TestHost.TenantB, "new")).ShouldBe("b");
    }

    private static (TenantCache Cache, ICurrentTenant Tenant) Parts(TestHost host) =>
        (host.Services.GetRequiredService<TenantCache>(), host.Services.GetRequiredService<ICurrentTenant>());

    private static async Task<string> AskAsync(TestHost host, Guid? tenantId, string loaded)
    {
        var (cache, tenant) = Parts(host);
        using var change = tenant.Change(tenantId);
        return await cache.GetOrCreateAsync("key", () => Task.FromResult(loaded));
    }
}
