using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Features;
using CustomerService.Tenants.Plans;
using CustomerService.TestBase;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Tests.Limits;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Tickets.Tests.Cleanup;

public class CleanupTests
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Throw_Away_Uploads_That_Were_Never_Sent_And_Nothing_Else(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var ticket = await CreateAsync(host, "first");
        var (sent, forgotten) = (await UploadAsync(host, ticket, Desk.Bob), await UploadAsync(host, ticket, Desk.Alice));
        await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Bob,
            "agent",
            s =>
                s.GetRequiredService<ITicketAppService>()
                    .ReplyAsync(
                        new ReplyInput
                        {
                            TicketId = ticket,
                            Body = "See the file",
                            AttachmentIds = [sent],
                        }
                    )
        );
        await CleanAsync(host, Day - Hour);
        (await FilesAsync(host)).Count.ShouldBe(2);

        var fresh = await UploadAsync(host, ticket, Desk.Alice);
        await CleanAsync(host, Hour + Hour);
        (await RowsAsync(host)).ShouldBe([sent, fresh], ignoreOrder: true);
        (
            await host.RunAsync(TestHost.TenantA, s => s.GetRequiredService<IUsageMeter>().CountAsync(TenantFeatures.StorageMegabytes))
        ).ShouldBe(2, "the room of what went is given back");
        (await FilesAsync(host)).ShouldBe([sent, fresh], ignoreOrder: true);
        forgotten.ShouldNotBe(fresh);
    }

    [Fact]
    public async Task Should_Keep_The_Files_Of_A_Draft_For_A_Week()
    {
        await using var host = await Desk.OpenAsync();
        var ticket = await CreateAsync(host, "first");
        var file = await UploadAsync(host, ticket, Desk.Alice);
        await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Alice,
            "agent",
            s => s.GetRequiredService<ITicketAppService>().SaveDraftAsync(new DraftInput { TicketId = ticket, Reply = "Half an answer" })
        );
        await CleanAsync(host, 6 * Day);
        (await RowsAsync(host)).ShouldBe([file]);
        await CleanAsync(host, 2 * Day);
        (await RowsAsync(host)).ShouldBeEmpty();
        (await FilesAsync(host)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Throw_Away_Files_That_No_Row_Names_Each_Tenant_For_Itself()
    {
        await using var host = await Desk.OpenAsync();
        var ticket = await CreateAsync(host, "first");
        var kept = await UploadAsync(host, ticket, Desk.Alice);
        foreach (var tenant in new[] { TestHost.TenantA, TestHost.TenantB })
        {
            await host.RunAsync(
                tenant,
                s =>
                    s.GetRequiredService<IBlobContainer<TicketAttachment>>()
                        .SaveAsync(Guid.CreateVersion7(), new MemoryStream([1, 2, 3]), 10)
            );
        }

        await File.WriteAllTextAsync(Path.Combine(Folder(host), TestHost.TenantA.ToString("N"), "tickets", "half.part"), "half");
        await CleanAsync(host, Hour);
        Directory
            .GetFiles(Folder(host), "*", SearchOption.AllDirectories)
            .Length.ShouldBe(4, "they may belong to a transaction that is still open");
        await CleanAsync(host, Day - Hour - TimeSpan.FromMinutes(1));
        (await FilesAsync(host)).Count.ShouldBe(2);
        await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Alice,
            "agent",
            s => s.GetRequiredService<ITicketAppService>().SaveDraftAsync(new DraftInput { TicketId = ticket, Reply = "Keeps the file" })
        );
        await CleanAsync(host, Hour);
        (await FilesAsync(host)).ShouldBe([kept]);
        Directory.GetFiles(Folder(host), "*", SearchOption.AllDirectories).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Should_Be_Safe_When_Two_Nodes_Clean_At_Once()
    {
        await using var host = await Desk.OpenAsync();
        var ticket = await CreateAsync(host, "first");
        await UploadAsync(host, ticket, Desk.Alice);
        host.Time.Advance(2 * Day);
        Age(host, 2 * Day);
        await Task.WhenAll(RunAsync(host), RunAsync(host), RunAsync(host));
        (await RowsAsync(host)).ShouldBeEmpty();
        (await FilesAsync(host)).ShouldBeEmpty();
    }

    private static Task RunAsync(TestHost host) =>
        host.Services.GetServices<HangfireBackgroundWorkerBase>().Single(w => w.RecurringJobId == "tickets.cleanup").DoWorkAsync();

    private static async Task CleanAsync(TestHost host, TimeSpan later)
    {
        host.Time.Advance(later);
        Age(host, later);
        await RunAsync(host);
    }

    /// <summary>
    /// Files carry the machine's time, not the test's: a new one is as old as the test's clock says, an older one ages
    /// with it.
    /// </summary>
    private static void Age(TestHost host, TimeSpan later)
    {
        foreach (var file in Directory.CreateDirectory(Folder(host)).GetFiles("*", SearchOption.AllDirectories))
        {
            if (file.LastWriteTimeUtc > host.Time.Now)
            {
                file.LastWriteTimeUtc = host.Time.Now - later;
            }
        }
    }

    private static string Folder(TestHost host) =>
        Path.Combine(host.Services.GetRequiredService<IOptions<DataOptions>>().Value.Directory, "blobs");

    private static async Task<Guid> CreateAsync(TestHost host, string subject) =>
        (
            await host.RunAsAsync(
                TestHost.TenantA,
                Desk.Bob,
                "agent",
                s =>
                    s.GetRequiredService<ITicketAppService>()
                        .CreateAsync(
                            new CreateTicketInput
                            {
                                RequestTypeKey = "other",
                                Subject = subject,
                                Body = "x",
                                RequesterName = "Lena",
                                RequesterEmail = "lena@customer.example",
                            }
                        )
            )
        ).Id;

    private static async Task<Guid> UploadAsync(TestHost host, Guid ticket, Guid who) =>
        (
            await host.RunAsAsync(
                TestHost.TenantA,
                who,
                "agent",
                s => s.GetRequiredService<ITicketAppService>().UploadAsync(ticket, PlanLimitTests.Pdf(1))
            )
        ).Id;

    private static Task<List<Guid>> RowsAsync(TestHost host) =>
        host.RunAsync(
            TestHost.TenantA,
            s => s.GetRequiredService<CustomerServiceDbContext>().Set<TicketAttachment>().Select(a => a.Id).ToListAsync()
        );

    private static Task<List<Guid>> FilesAsync(TestHost host) =>
        host.RunAsync(
            TestHost.TenantA,
            async s => await s.GetRequiredService<IBlobContainer<TicketAttachment>>().ListOlderThanAsync(DateTime.MaxValue).ToListAsync()
        );
}
