using CustomerService.Framework.Authorization;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.Events;
using CustomerService.TestBase;
using CustomerService.Tickets.Api;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CustomerService.IntegrationTests.Promises;

/// <summary>What a ticket should have and has not, because its event was lost, comes all the same, and once.</summary>
public sealed class RepairTests
{
    private static readonly string[] Effects =
    [
        """select count(*) as "Value" from "SlaClocks" """,
        """select count(*) as "Value" from "RoutingTickets" """,
        """select count(*) as "Value" from "NotificationMails" where "Key" like 'accepted:%'""",
        """select count(*) as "Value" from "TicketTerms" """,
    ];

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Find_What_Was_Missed_And_Make_It_Good_Once(DatabaseProvider provider)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var settings = await ServerSettings.CreateAsync(provider);
        await using var product = await Product.OpenAsync(settings, b => b.Services.AddSingleton<TimeProvider>(time));
        var tenant = await product.CreateTenantAsync("alpha");
        await DrainAsync(product);
        ApiTicketDto? ticket = null;
        await product.RunAsAsync(
            tenant.Id,
            Guid.CreateVersion7(),
            RoleNames.Admin,
            async sp =>
                ticket = await sp.GetRequiredService<ITicketApiAppService>()
                    .CreateAsync(
                        new ApiCreateTicketInput
                        {
                            Subject = "Where is my parcel",
                            Body = "It is late.",
                            Requester = new ApiRequesterInput { Name = "Li Lei", Email = "li.lei@example.com" },
                        }
                    )
        );
        await product.RunAsync(
            tenant.Id,
            sp => sp.GetRequiredService<CustomerServiceDbContext>().Set<OutboxMessage>().ExecuteDeleteAsync()
        );
        var before = await CountAsync(product, tenant.Id);
        (await RepairAsync(product)).Mended.ShouldBeEmpty("what is so young may still be on its way");

        time.Advance(TimeSpan.FromMinutes(10));
        var report = await RepairAsync(product);
        report.Failed.ShouldBe(0);
        report.Mended.Keys.ShouldBe(["notifications.confirmations", "routing.routes", "sla.promises", "tickets.search"]);
        report.Mended.Values.ShouldAllBe(count => count == 1);
        var after = await CountAsync(product, tenant.Id);
        after.Zip(before).ShouldAllBe(pair => pair.First > pair.Second);
        await DrainAsync(product);
        (await RepairAsync(product)).Mended.ShouldBeEmpty();

        // The event turns up after all: an operator has put it back.
        var settled = await CountAsync(product, tenant.Id);
        await product.RunAsync(
            tenant.Id,
            async sp =>
                await sp.GetRequiredService<IDistributedEventBus>()
                    .PublishAsync((await sp.GetRequiredService<ITicketIntegrationService>().FindCreatedAsync(ticket!.Id))!)
        );
        await DrainAsync(product);
        (await CountAsync(product, tenant.Id)).ShouldBe(settled);
    }

    private static async Task<RepairReport> RepairAsync(Product product)
    {
        await using var scope = product.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RepairRunner>().RunAsync(2, default);
    }

    private static Task<List<int>> CountAsync(Product product, Guid tenant) =>
        product.RunAsync(
            tenant,
            async sp =>
            {
                var counts = new List<int>();
                foreach (var sql in Effects)
                {
                    counts.Add(await sp.GetRequiredService<CustomerServiceDbContext>().Database.SqlQueryRaw<int>(sql).SingleAsync());
                }

                return counts;
            }
        );

    private static async Task DrainAsync(Product product)
    {
        while (await product.Services.GetRequiredService<OutboxDispatcher>().RunBatchAsync(default) > 0) { }
    }
}
