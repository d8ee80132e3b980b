using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerService.IntegrationTests;

/// <summary>S5: two nodes sweep one PostgreSQL while they are killed again and again; every promise is broken once, every step climbed once, nobody is told twice.</summary>
public sealed class ExactlyOnceTests
{
    private const int TicketCount = 1000;
    private const int Kills = 6;

    [Fact]
    public async Task Should_Break_Each_Promise_And_Climb_Each_Step_Once_While_Nodes_Are_Killed()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.PostgreSql);
        await ArrangeAsync(settings);
        await MakeAllPromisesDueAsync(settings);
        var due = await CountAsync(settings, """select count(*) from "Timers" where "Kind" = 'sla.clock' and "NextAttempt" <= now()""");
        due.ShouldBe(2 * TicketCount);

        await using var first = await ServerProcess.StartAsync(settings);
        await using var second = await ServerProcess.StartAsync(settings);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1.5));
            var victim = kill % 2 == 0 ? first : second;
            victim.Kill();
            await victim.StartAgainAsync();
        }

        await Wait.UntilAsync(() => IsQuietAsync(settings), "nothing more is due", 240);
        (await CountAsync(settings, """select count(*) from "SlaClocks" where "State" = 'Breached'""")).ShouldBe(2 * TicketCount);
        (await CountAsync(settings, """select count(*) from "OutboxMessages" where "State" = 'Failed'""")).ShouldBe(0);
        (await CountAsync(settings, """select count(*) from "Timers" where "State" = 'Failed'""")).ShouldBe(0);
        (await CountAsync(settings, """select count(*) from "RoutingClimbs" where "Step" = 1""")).ShouldBe(TicketCount, await DescribeAsync(settings));
        (await CountAsync(settings, """select count(*) from "Tickets" where "EscalationLevel" = 1""")).ShouldBe(TicketCount);
        (await CountAsync(settings, "select count(*) from (" + Told + ") told where told.times <> 1")).ShouldBe(0, "somebody was told twice of one breach");
        (await CountAsync(settings, "select count(*) from (" + Told + ") told")).ShouldBeGreaterThanOrEqualTo(TicketCount);
    }

    /// <summary>How often each person was told of each ticket's escalation.</summary>
    private const string Told = """
        select "TicketId", "UserId", count(*) as times from "NotificationBells" where "Kind" = 'Escalated' group by "TicketId", "UserId"
        """;

    private static async Task ArrangeAsync(ServerSettings settings)
    {
        await using var product = await Product.OpenAsync(settings);
        var tenant = await product.CreateTenantAsync("once");
        for (var batch = 0; batch < TicketCount / 50; batch++)
        {
            await product.RunAsync(tenant.Id, async provider =>
            {
                var tickets = provider.GetRequiredService<ITicketIntegrationService>();
                for (var i = 0; i < 50; i++)
                {
                    await tickets.ImportAsync(Ticket(batch * 50 + i));
                }
            });
        }

        // The clocks start by event; a node delivers them before the promises are made due.
        await using var node = await ServerProcess.StartAsync(settings);
        await Wait.UntilAsync(async () => await CountAsync(settings, """select count(*) from "SlaClocks" """) == 2 * TicketCount && await CountAsync(settings, """select count(*) from "OutboxMessages" """) == 0, "all clocks run", 240);
    }

    private static ImportTicket Ticket(int index) => new(
        $"once-{index}", $"Nothing works {index}", "Please look.", "Customer", $"customer{index % 40}@example.com", null, null,
        TicketChannel.Import, DateTime.UtcNow, [], [], TicketStatus.New, null, null, null, null, null, null);

    private static async Task MakeAllPromisesDueAsync(ServerSettings settings) => await ExecuteAsync(settings, """
        update "SlaClocks" set "Due" = now() - interval '1 minute', "WarnAt" = now() - interval '2 minutes', "SilentUntil" = null;
        update "Timers" set "Due" = now() - interval '1 minute', "NextAttempt" = now() - interval '1 minute' where "Kind" = 'sla.clock';
        """);

    /// <summary>Nothing is due, and nothing rests after an attempt that lost a race.</summary>
    private static async Task<bool> IsQuietAsync(ServerSettings settings) =>
        await CountAsync(settings, """select (select count(*) from "Timers" where "State" = 'Pending' and ("NextAttempt" <= now() or "Attempts" > 0)) + (select count(*) from "OutboxMessages" where "State" = 'Pending')""") == 0;

    /// <summary>What stands there instead, for the message of a failure.</summary>
    private static async Task<string> DescribeAsync(ServerSettings settings)
    {
        await using var connection = new NpgsqlConnection(settings.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            select 'climbs: step ' || "Step" || ' ' || "State" || ' × ' || count(*) from "RoutingClimbs" group by "Step", "State"
            union all select 'tickets: level ' || "EscalationLevel" || ' ' || "Status" || ' × ' || count(*) from "Tickets" group by "EscalationLevel", "Status"
            union all select 'timers: ' || "Kind" || ' ' || "State" || ' ' || "Attempts" || ' ' || ("NextAttempt" <= now()) || ' × ' || count(*) from "Timers" group by "Kind", "State", "Attempts", "NextAttempt" <= now()
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }

    private static async Task<long> CountAsync(ServerSettings settings, string sql)
    {
        await using var connection = new NpgsqlConnection(settings.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(ServerSettings settings, string sql)
    {
        await using var connection = new NpgsqlConnection(settings.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
