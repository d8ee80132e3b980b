using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tickets.Tests.Import;

public class ImportTests
{
    private static readonly DateTime Then = new(2025, 11, 3, 8, 0, 0, DateTimeKind.Utc);

    internal static ImportTicket Ticket(int i, string? subject = null) =>
        new(
            $"file:{i}",
            subject ?? $"Imported {i}",
            $"Message {i} about a refund 退款 and card {i}",
            $"Customer {i % 50}",
            $"c{i % 50}@x.example",
            null,
            null,
            TicketChannel.Email,
            Then.AddMinutes(i),
            ["import"],
            [new ImportMessage(Then.AddMinutes(i + 30), Desk.Alice, true, "Answer", TicketStatus.WaitingForCustomer)],
            TicketStatus.Resolved,
            null,
            null,
            Desk.Alice,
            5,
            "fine",
            Then.AddDays(1)
        );

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Bring_In_A_Ticket_Once_With_The_Times_Of_Then(DatabaseProvider provider)
    {
        await using var host = await Desk.OpenAsync(provider);
        var first = await host.RunAsync(TestHost.TenantA, s => s.GetRequiredService<ITicketIntegrationService>().ImportAsync(Ticket(1)));
        var again = await host.RunAsync(TestHost.TenantA, s => s.GetRequiredService<ITicketIntegrationService>().ImportAsync(Ticket(1)));
        (first.IsNew, again.IsNew, again.Id).ShouldBe((true, false, first.Id));
        var ticket = await host.RunAsAsync(
            TestHost.TenantA,
            Desk.Alice,
            "lead",
            s => s.GetRequiredService<ITicketAppService>().GetAsync(first.Number)
        );
        (ticket.Status, ticket.CreationTime, ticket.RatingScore, ticket.ResolvedAt).ShouldBe(
            (TicketStatus.Resolved, Then.AddMinutes(1), 5, Then.AddMinutes(31))
        );
        ticket.Tags.ShouldBe(["import"]);
        await host.DrainAsync();
    }

    [Fact]
    public async Task Should_Make_Everything_Searchable_That_Was_Brought_In()
    {
        const int Count = 500;
        await using var host = await Desk.OpenAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < Count; i++)
        {
            await host.RunAsync(TestHost.TenantA, s => s.GetRequiredService<ITicketIntegrationService>().ImportAsync(Ticket(i)));
        }

        var imported = watch.Elapsed;
        await host.DrainAsync();
        TestContext.Current.SendDiagnosticMessage(
            $"{Count} imported in {imported.TotalSeconds:0.0} s, searchable after {watch.Elapsed.TotalSeconds:0.0} s"
        );
        (
            await host.RunAsAsync(
                TestHost.TenantA,
                Desk.Alice,
                "lead",
                s =>
                    s.GetRequiredService<ITicketAppService>()
                        .GetListAsync(new TicketListInput { Filter = { Text = $"退款 imported {Count - 1}" } })
            )
        ).Items.ShouldHaveSingleItem();
        (
            await host.RunAsync(
                TestHost.TenantA,
                s => s.GetRequiredService<CustomerServiceDbContext>().Set<TicketMessage>().CountAsync(m => !m.IsIndexed)
            )
        ).ShouldBe(0);
    }
}
