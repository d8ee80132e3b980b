using System.Collections.Concurrent;
using System.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Sla.Policies;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using static CustomerService.Sla.SlaTestData;

namespace CustomerService.Sla.Clocks;

public class BulkClockTests(ITestOutputHelper output)
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Read_Policies_And_Calendars_Once_For_Events_That_Are_Delivered_Together(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SlaTestModule>(provider);
        await host.AddPolicyAsync(TestHost.TenantA);
        await host.PublishAsync(
            TestHost.TenantA,
            [
                .. Enumerable
                    .Range(0, 10)
                    .Select(_ => new TicketCreatedEto(
                        FakeTickets.Snapshot(Guid.NewGuid(), TicketStatus.New, TicketPriority.Normal, At("2026-03-02 17:00")),
                        At("2026-03-02 17:00")
                    )),
            ]
        );
        using var asked = new AskedTables();
        await host.DrainAsync();
        asked.Count("SlaPolicies").ShouldBe(1);
        asked.Count("SlaCalendars").ShouldBeLessThanOrEqualTo(3, "the calendars of groups, its stamp, and itself once in the node's life");
        asked.Count("SlaClocks").ShouldBeGreaterThanOrEqualTo(10, "the clocks are written, so the others would have been seen");
    }

    /// <summary>The commands that this test, and what it calls, send to the database.</summary>
    private sealed class AskedTables : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private static readonly AsyncLocal<ConcurrentQueue<string>?> Mine = new();
        private readonly List<IDisposable> _subscriptions = [];
        private readonly ConcurrentQueue<string> _commands = new();

        public AskedTables()
        {
            Mine.Value = _commands;
            _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public int Count(string table) =>
            _commands.Sum(c => c.Split($"\"{table}\" AS").Length - 1 + c.Split($"INSERT INTO \"{table}\"").Length - 1);

        public void OnNext(DiagnosticListener listener)
        {
            if (listener.Name == DbLoggerCategory.Name)
            {
                _subscriptions.Add(listener.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (Mine.Value == _commands && value.Value is CommandEventData data && value.Key == RelationalEventId.CommandExecuting.Name)
            {
                _commands.Enqueue(data.Command.CommandText);
            }
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void Dispose() => _subscriptions.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task Should_Follow_Hundreds_Of_Tickets_Without_Losing_One()
    {
        const int count = 100;
        await using var host = await TestHost.CreateAsync<SlaTestModule>();
        await host.AddPolicyAsync(TestHost.TenantA, targets: [new PolicyTarget(TicketPriority.Normal, 30, null)]);
        var watch = Stopwatch.StartNew();
        await host.PublishAsync(
            TestHost.TenantA,
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(_ => new TicketCreatedEto(
                        FakeTickets.Snapshot(Guid.NewGuid(), TicketStatus.New, TicketPriority.Normal, At("2026-03-02 17:00")),
                        At("2026-03-02 17:00")
                    )),
            ]
        );
        await host.DrainAsync();
        var made = watch.Elapsed;
        host.Time.Set(At("2026-03-02 17:30"));
        await host.DrainAsync();
        output.WriteLine($"{count} tickets: clocks in {made.TotalSeconds:N2} s, breaches in {(watch.Elapsed - made).TotalSeconds:N2} s");
        host.Services.GetRequiredService<HeardEvents>().All.Count.ShouldBe(count);
    }
}
