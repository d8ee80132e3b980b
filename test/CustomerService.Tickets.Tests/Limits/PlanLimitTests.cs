using System.Text;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Events;
using CustomerService.Framework.Features;
using CustomerService.Tenants.Plans;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Limits;

public class PlanLimitTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Take_Customers_Requests_Beyond_The_Limit_Mark_Them_And_Refuse_Colleagues(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        Limit(host, TenantFeatures.TicketsPerMonth, 5);
        for (var i = 0; i < 5; i++)
        {
            await FileAsync(host, TestHost.TenantA);
        }

        var refused = await Should.ThrowAsync<BusinessException>(() => CreateAtDeskAsync(host, TestHost.TenantA));
        (refused.Code, refused.Values["Limit"]).ShouldBe((TicketErrorCodes.MonthUsedUp, 5L));
        await FileAsync(host, TestHost.TenantA);
        (await OverPlanAsync(host, TestHost.TenantA)).ShouldBe([false, false, false, false, false, true]);
        (await UsageAsync(host, TenantFeatures.TicketsPerMonth)).ShouldBe(6);

        // Another tenant has its own month, and a new month begins at nothing.
        await CreateAtDeskAsync(host, TestHost.TenantB);
        host.Time.Advance(TimeSpan.FromDays(31));
        await CreateAtDeskAsync(host, TestHost.TenantA);
        (await OverPlanAsync(host, TestHost.TenantA)).Last().ShouldBeFalse();
    }

    [Fact]
    public async Task Should_Tell_Once_When_It_Gets_Near_And_Once_When_It_Is_Reached()
    {
        LimitEvents.Heard.Clear();
        await using var host = await Desk.OpenAsync();
        Limit(host, TenantFeatures.TicketsPerMonth, 5);
        for (var i = 0; i < 7; i++)
        {
            await FileAsync(host, TestHost.TenantA);
        }

        await host.DrainAsync();
        LimitEvents
            .Heard.Select(e => (e.Feature, e.Percent, e.Month))
            .ShouldBe([("Tenants.TicketsPerMonth", 80, "2026-03"), ("Tenants.TicketsPerMonth", 100, "2026-03")]);
    }

    [Fact]
    public async Task Should_Not_Count_What_Is_Imported()
    {
        await using var host = await Desk.OpenAsync();
        Limit(host, TenantFeatures.TicketsPerMonth, 1);
        await host.RunAsync(
            TestHost.TenantA,
            s =>
                s.GetRequiredService<ITicketIntegrationService>()
                    .ImportAsync(
                        new ImportTicket(
                            "x-1",
                            "Old",
                            "Body",
                            "Lena",
                            "lena@customer.example",
                            null,
                            null,
                            TicketChannel.Import,
                            host.Time.Now,
                            [],
                            [],
                            TicketStatus.New,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null
                        )
                    )
        );
        await CreateAtDeskAsync(host, TestHost.TenantA);
        (await OverPlanAsync(host, TestHost.TenantA)).ShouldBe([false, false]);
    }

    [Fact]
    public async Task Should_Refuse_Colleagues_Files_At_The_Limit_And_Customers_Files_A_Fifth_Later()
    {
        await using var host = await Desk.OpenAsync();
        Limit(host, TenantFeatures.StorageMegabytes, 10);
        var ticket = await FileAsync(host, TestHost.TenantA, 9);
        await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Bob,
            "agent",
            s => s.GetRequiredService<ITicketAppService>().UploadAsync(ticket.Id, Pdf(1))
        );
        var refused = await Should.ThrowAsync<BusinessException>(() =>
            host.RunAsAsync(
                TestHost.TenantA,
                Desk.Bob,
                "agent",
                s => s.GetRequiredService<ITicketAppService>().UploadAsync(ticket.Id, Pdf(1))
            )
        );
        refused.Code.ShouldBe(TicketErrorCodes.StorageUsedUp);

        await FileAsync(host, TestHost.TenantA, 2);
        (await UsageAsync(host, TenantFeatures.StorageMegabytes)).ShouldBe(12);
        (await Should.ThrowAsync<BusinessException>(() => FileAsync(host, TestHost.TenantA, 1))).Code.ShouldBe(
            TicketErrorCodes.NoRoomForCustomersFiles
        );
        await FileAsync(host, TestHost.TenantA);
        (await OverPlanAsync(host, TestHost.TenantA)).Count.ShouldBe(3, "the request without its file came in");
    }

    internal static FileUpload Pdf(int megabytes)
    {
        var content = new byte[megabytes * 1024 * 1024];
        Encoding.ASCII.GetBytes("%PDF-1.7").CopyTo(content, 0);
        return new FileUpload
        {
            FileName = "paper.pdf",
            ContentType = "application/pdf",
            Content = new MemoryStream(content),
        };
    }

    private static void Limit(TestHost host, FeatureDefinition feature, long limit) =>
        ((TestFeatures)host.Services.GetRequiredService<IFeatureChecker>()).Limits[feature.Name] = limit;

    private static Task<PortalTicketCreatedDto> FileAsync(TestHost host, Guid tenant, int megabytes = 0) =>
        host.RunAsync(
            tenant,
            s =>
                s.GetRequiredService<IPortalTicketAppService>()
                    .CreateAsync(
                        new CreatePortalTicketInput
                        {
                            RequestTypeKey = "other",
                            Subject = "Export fails",
                            Body = "It stops.",
                            Name = "Lena",
                            Email = "lena@customer.example",
                            Files = megabytes == 0 ? [] : [Pdf(megabytes)],
                        }
                    )
        );

    private static Task CreateAtDeskAsync(TestHost host, Guid tenant) =>
        host.RunAsAsync(
            tenant,
            Desk.Bob,
            "agent",
            s =>
                s.GetRequiredService<ITicketAppService>()
                    .CreateAsync(
                        new CreateTicketInput
                        {
                            RequestTypeKey = "other",
                            Subject = "By phone",
                            Body = "They called.",
                            RequesterName = "Lena",
                            RequesterEmail = "lena@customer.example",
                        }
                    )
        );

    private static Task<List<bool>> OverPlanAsync(TestHost host, Guid tenant) =>
        host.RunAsync(
            tenant,
            s =>
                s.GetRequiredService<CustomerServiceDbContext>()
                    .Set<Ticket>()
                    .OrderBy(t => t.Number)
                    .Select(t => t.IsOverPlan)
                    .ToListAsync()
        );

    private static Task<long> UsageAsync(TestHost host, FeatureDefinition feature) =>
        host.RunAsync(TestHost.TenantA, s => s.GetRequiredService<IUsageMeter>().CountAsync(feature));
}

/// <summary>Stands for who writes to the admins.</summary>
internal sealed class LimitEvents : IDistributedEventHandler<LimitReachedEto>
{
    private static readonly AsyncLocal<List<LimitReachedEto>?> Listening = new();

    public static List<LimitReachedEto> Heard => Listening.Value ??= [];

    public Task HandleEventAsync(LimitReachedEto eto, CancellationToken cancellationToken)
    {
        Heard.Add(eto);
        return Task.CompletedTask;
    }
}
