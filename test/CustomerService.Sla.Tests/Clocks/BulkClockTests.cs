using System.Diagnostics;
using CustomerService.Sla.Policies;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Sla.SlaTestData;

namespace CustomerService.Sla.Clocks;

public class BulkClockTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Should_Follow_Hundreds_Of_Tickets_Without_Losing_One()
    {
        const int count = 100;
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        await host.AddPolicyAsync(TestHost.TenantA, targets: [new PolicyTarget(TicketPriority.Normal, 30, null)]);
        var watch = Stopwatch.StartNew();
        await host.PublishAsync(TestHost.TenantA, [.. Enumerable.Range(0, count).Select(_ => new TicketCreatedEto(
            FakeTickets.Snapshot(Guid.NewGuid(), TicketStatus.New, TicketPriority.Normal, At("2026-03-02 17:00")), At("2026-03-02 17:00")))]);
        await host.DrainAsync();
        var made = watch.Elapsed;
        host.Time.Set(At("2026-03-02 17:30"));
        await host.DrainAsync();
        output.WriteLine($"{count} tickets: clocks in {made.TotalSeconds:N2} s, breaches in {(watch.Elapsed - made).TotalSeconds:N2} s");
        host.Services.GetRequiredService<HeardEvents>().All.Count.ShouldBe(count);
    }
}
