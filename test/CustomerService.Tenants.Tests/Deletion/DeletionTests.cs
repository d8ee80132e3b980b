using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Deletion;
using CustomerService.Tenants.Tests.Transfer;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tenants.Tests.Deletion;

/// <summary>The end of a workspace needs two who want it, or one with their mailbox, and fourteen days.</summary>
public sealed class DeletionTests
{
    private static readonly Guid Ben = new("0190a000-0000-7000-8000-0000000000be");

    [Fact]
    public async Task Should_Count_Only_With_The_Mailed_Code()
    {
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite, typeof(TransferTestModule));
        var acme = await TransferTests.CreateAsync(host);
        await AskAsync(host, acme);
        (await ConfirmAsync(host, acme, null)).ShouldBe(TenantsErrorCodes.DeletionCode);
        (await ConfirmAsync(host, acme, "x")).ShouldBe(TenantsErrorCodes.DeletionCode);
        (await FindAsync(host, acme))!.DueAt.ShouldBeNull();
        (await ConfirmAsync(host, acme, Code(host))).ShouldBeNull();
        (await FindAsync(host, acme))!.DueAt.ShouldBe(host.Time.GetUtcNow().UtcDateTime + TenantDeletion.Grace);
    }

    [Fact]
    public async Task Should_Not_Let_Anybody_Guess_The_Code()
    {
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite, typeof(TransferTestModule));
        var acme = await TransferTests.CreateAsync(host);
        await AskAsync(host, acme);
        for (var i = 0; i < 5; i++)
        {
            await ConfirmAsync(host, acme, "wrong");
        }

        (await ConfirmAsync(host, acme, Code(host))).ShouldBe(TenantsErrorCodes.DeletionCode);
    }

    [Fact]
    public async Task Should_Be_Forgotten_When_Nobody_Confirms_Within_The_Hour()
    {
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite, typeof(TransferTestModule));
        var acme = await TransferTests.CreateAsync(host);
        await AskAsync(host, acme);
        host.Time.Advance(TenantDeletion.CodeLifetime);
        (await FindAsync(host, acme)).ShouldBeNull();
        (await ConfirmAsync(host, acme, Code(host))).ShouldBe(TenantsErrorCodes.DeletionNotAsked);
        await AskAsync(host, acme);
    }

    [Fact]
    public async Task Should_Wait_Fourteen_Days_And_Stop_When_Somebody_Changes_Their_Mind()
    {
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite, typeof(TransferTestModule));
        var acme = await TransferTests.CreateAsync(host);
        await AskAsync(host, acme);
        (await ConfirmAsync(host, acme, null, Ben)).ShouldBeNull("another administrator needs no code");
        host.Time.Advance(TenantDeletion.Grace - TimeSpan.FromMinutes(1));
        await WorkAsync(host);
        (await IsThereAsync(host)).ShouldBeTrue();

        await TransferTests.AsAdminAsync<IWorkspaceDeletionAppService>(host, acme, s => s.CancelAsync(), Ben);
        host.Time.Advance(TimeSpan.FromDays(1));
        await WorkAsync(host);
        (await IsThereAsync(host)).ShouldBeTrue();

        await AskAsync(host, acme);
        await ConfirmAsync(host, acme, null, Ben);
        host.Time.Advance(TenantDeletion.Grace);
        await WorkAsync(host);
        (await IsThereAsync(host)).ShouldBeFalse();
    }

    private static Task AskAsync(TestHost host, Guid tenant) =>
        TransferTests.AsAdminAsync<IWorkspaceDeletionAppService>(host, tenant, s => s.AskAsync());

    private static string Code(TestHost host) => ((SentCodes)host.Services.GetRequiredService<IDeletionCodes>()).Last;

    private static async Task<string?> ConfirmAsync(TestHost host, Guid tenant, string? code, Guid? person = null)
    {
        try
        {
            var input = new ConfirmDeletionInput { Code = code };
            await TransferTests.AsAdminAsync<IWorkspaceDeletionAppService>(host, tenant, s => s.ConfirmAsync(input), person);
            return null;
        }
        catch (BusinessException e)
        {
            return e.Code;
        }
    }

    private static async Task<WorkspaceDeletionDto?> FindAsync(TestHost host, Guid tenant)
    {
        WorkspaceDeletionDto? found = null;
        await TransferTests.AsAdminAsync<IWorkspaceDeletionAppService>(host, tenant, async s => found = await s.FindAsync());
        return found;
    }

    private static Task WorkAsync(TestHost host) =>
        host.Services.GetServices<HangfireBackgroundWorkerBase>().OfType<DeletionWorker>().Single().DoWorkAsync();

    private static async Task<bool> IsThereAsync(TestHost host) =>
        await host.Services.GetRequiredService<ITenantStore>().FindBySlugAsync("acme") is not null;
}
