using System.Text.Json;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Routing.Escalations;
using CustomerService.TestBase;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerService.IntegrationTests.Promises;

/// <summary>
/// Two nodes sweep one PostgreSQL while they are killed again and again; every promise is broken once, every step escalated once,
/// every acceptance counts once, nobody is told twice, another system hears of each step under one delivery id, and each mail goes
/// out under one Message-ID.
/// </summary>
public sealed class ExactlyOnceTests
{
    /// <summary>In each of the two halves; <c>TEST_KILLS</c> says how many in all, where there is time for more.</summary>
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("TEST_KILLS"), out var kills) ? kills / 2 : 6;

    private static readonly int TicketCount = Kills > 6 ? 1000 : 500;

    [Fact]
    public async Task Should_Break_Each_Promise_And_Climb_Each_Step_Once_While_Nodes_Are_Killed()
    {
        await using var receiver = new WebhookReceiver();
        await using var smtp = new TestSmtpServer();
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.PostgreSql);
        settings.Environment["Webhooks__AllowPrivateAddresses"] = "true";
        settings.Environment["Smtp__Host"] = "127.0.0.1";
        settings.Environment["Smtp__Port"] = $"{smtp.Port}";
        await using var product = await Product.OpenAsync(settings);
        var tenant = await ArrangeAsync(settings, product, receiver.Url);
        await MakeAllPromisesDueAsync(settings);
        var due = await CountAsync(settings, """select count(*) from "Timers" where "Kind" = 'sla.clock' and "NextAttempt" <= now()""");
        due.ShouldBe(2 * TicketCount);

        await using var first = await ServerProcess.StartAsync(settings);
        await using var second = await ServerProcess.StartAsync(settings);
        await KillInTurnAsync(first, second);
        await Wait.UntilAsync(() => IsQuietAsync(settings), "nothing more is due", 480);
        (await CountAsync(settings, """select count(*) from "SlaClocks" where "State" = 'Breached'""")).ShouldBe(2 * TicketCount);
        (await CountAsync(settings, """select count(*) from "RoutingEscalationRuns" where "Step" = 1 and "State" = 'Asking'""")).ShouldBe(
            TicketCount,
            await DescribeAsync(settings)
        );
        (await CountAsync(settings, """select count(*) from "Tickets" where "EscalationLevel" = 1""")).ShouldBe(TicketCount);
        await ShouldBeToldAsync(settings, times: 1);
        await ShouldHaveCalledAsync(settings, receiver);

        // One half is accepted by people, the other half is left until its time is up; the nodes go on falling over.
        var killing = KillInTurnAsync(first, second);
        var accepted = await AcceptHalfAsync(settings, product, tenant);
        await LetAcceptanceRunOutAsync(settings);
        await killing;
        await Wait.UntilAsync(() => IsQuietAsync(settings), "every escalation runs to its end", 480);
        (await CountAsync(settings, """select count(*) from "RoutingEscalationRuns" where "Step" = 2 and "State" = 'Ended'""")).ShouldBe(
            TicketCount,
            await DescribeAsync(settings)
        );
        (await CountAsync(settings, """select count(*) from "RoutingEscalationRuns" where "AcceptedBy" is not null""")).ShouldBe(accepted);
        (await CountAsync(settings, """select count(*) from "TicketHistory" where "ReasonKey" = 'Routing.Escalation.Accepted'""")).ShouldBe(
            accepted
        );
        (await CountAsync(settings, """select count(*) from "Tickets" where "EscalationLevel" = 2""")).ShouldBe(TicketCount);
        await ShouldBeToldAsync(settings, times: 2);
        await ShouldHaveMailedAsync(settings, smtp);
        (await CountAsync(settings, """select count(*) from "OutboxMessages" where "State" = 'Failed'""")).ShouldBe(0);
        (await CountAsync(settings, """select count(*) from "Timers" where "State" = 'Failed'""")).ShouldBe(0);
    }

    private static async Task KillInTurnAsync(ServerProcess first, ServerProcess second)
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1.5));
            var victim = kill % 2 == 0 ? first : second;
            victim.Kill();
            await victim.StartAgainAsync();
        }
    }

    private static async Task ShouldBeToldAsync(ServerSettings settings, int times)
    {
        (await CountAsync(settings, "select count(*) from (" + Told + $") told where told.times <> {times}")).ShouldBe(
            0,
            "somebody was not told once of each step"
        );
        (await CountAsync(settings, "select count(*) from (" + Told + ") told")).ShouldBeGreaterThanOrEqualTo(TicketCount);
    }

    /// <summary>
    /// A node that is killed between the answer and its own note calls again: then under the same id, so that the other
    /// system can tell.
    /// </summary>
    private static async Task ShouldHaveCalledAsync(ServerSettings settings, WebhookReceiver receiver)
    {
        await Wait.UntilAsync(
            async () => await CountAsync(settings, """select count(*) from "RoutingWebhookCalls" """) == 0,
            "every call is made",
            240
        );
        var calls = receiver.Received.ToList();
        calls.DistinctBy(c => c.Delivery).Count().ShouldBe(TicketCount);
        calls.DistinctBy(c => JsonDocument.Parse(c.Body).RootElement.GetProperty("ticketId").GetGuid()).Count().ShouldBe(TicketCount);
        TestContext.Current.SendDiagnosticMessage("{0} calls for {1} steps", calls.Count, TicketCount);
    }

    /// <summary>A node that is killed between the server's yes and its own note sends again: then under the same Message-ID.</summary>
    private static async Task ShouldHaveMailedAsync(ServerSettings settings, TestSmtpServer smtp)
    {
        await Wait.UntilAsync(
            async () => await CountAsync(settings, """select count(*) from "NotificationMails" where "State" = 'Pending'""") == 0,
            "every mail is sent",
            240
        );
        var written = await CountAsync(settings, """select count(*) from "NotificationMails" """);
        written.ShouldBeGreaterThanOrEqualTo(2 * TicketCount);
        (await CountAsync(settings, """select count(*) from "NotificationMails" where "State" = 'Sent'""")).ShouldBe(written);
        smtp.Mails.DistinctBy(m => m.Header("Message-ID")).Count().ShouldBe((int)written);
        TestContext.Current.SendDiagnosticMessage("{0} mails for {1} that were written", smtp.Mails.Count, written);
    }

    /// <returns>How many were accepted.</returns>
    private static async Task<int> AcceptHalfAsync(ServerSettings settings, Product product, TenantInfo tenant)
    {
        var accepted = 0;
        foreach (var (ticket, person) in await AskedAsync(settings, TicketCount / 2))
        {
            await product.RunAsAsync(
                tenant.Id,
                person,
                RoleNames.Admin,
                provider => provider.GetRequiredService<IEscalationAppService>().AcceptAsync(ticket)
            );
            accepted++;
        }

        return accepted;
    }

    private static async Task<List<(Guid Ticket, Guid Person)>> AskedAsync(ServerSettings settings, int limit)
    {
        await using var connection = new NpgsqlConnection(settings.InspectorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""select "TicketId", "AskedIds"[1] from "RoutingEscalationRuns" where "State" = 'Asking' order by "Id" limit {limit}""",
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        var asked = new List<(Guid, Guid)>();
        while (await reader.ReadAsync())
        {
            asked.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }

        return asked;
    }

    private static Task LetAcceptanceRunOutAsync(ServerSettings settings) =>
        ExecuteAsync(
            settings,
            """
            update "RoutingEscalationRuns" set "AcceptBy" = now() - interval '1 minute' where "State" = 'Asking';
            update "Timers" set "Due" = now() - interval '1 minute', "NextAttempt" = now() - interval '1 minute' where "Kind" =
                'routing.escalation';
            """
        );

    /// <summary>How often each person was told of each ticket's escalation.</summary>
    private const string Told = """
        select "TicketId", "UserId", count(*) as times from "NotificationBells" where "Kind" = 'Escalated' group by "TicketId", "UserId"
        """;

    private static async Task<TenantInfo> ArrangeAsync(ServerSettings settings, Product product, string webhook)
    {
        var tenant = await product.CreateTenantAsync("once");
        await product.RunAsAsync(tenant.Id, Guid.NewGuid(), RoleNames.Admin, provider => ArrangeEscalationPolicyAsync(provider, webhook));
        for (var batch = 0; batch < TicketCount / 50; batch++)
        {
            await product.RunAsync(
                tenant.Id,
                async provider =>
                {
                    var tickets = provider.GetRequiredService<ITicketIntegrationService>();
                    for (var i = 0; i < 50; i++)
                    {
                        await tickets.ImportAsync(Ticket(batch * 50 + i));
                    }
                }
            );
        }

        // The clocks start by event; a node delivers them before the promises are made due.
        await using var node = await ServerProcess.StartAsync(settings);
        await Wait.UntilAsync(
            async () =>
                await CountAsync(settings, """select count(*) from "SlaClocks" """) == 2 * TicketCount
                && await CountAsync(settings, """select count(*) from "OutboxMessages" """) == 0,
            "all clocks run",
            240
        );
        return tenant;
    }

    /// <summary>The leads must accept, and nothing passes them; then the supervisors are told.</summary>
    private static async Task ArrangeEscalationPolicyAsync(IServiceProvider provider, string webhook)
    {
        var policies = provider.GetRequiredService<IEscalationPolicyAppService>();
        var standard = (await policies.GetListAsync()).Single(l => l.IsDefault);
        standard.Form.Steps =
        [
            new()
            {
                NotifyLeads = true,
                RaisePriority = true,
                AcceptMinutes = 600,
                WebhookUrl = webhook,
            },
            new() { NotifySupervisors = true },
        ];
        await policies.UpdateAsync(standard.Id, standard.Form);
    }

    private static ImportTicket Ticket(int index) =>
        new(
            $"once-{index}",
            $"Nothing works {index}",
            "Please look.",
            "Customer",
            $"customer{index % 40}@example.com",
            null,
            null,
            TicketChannel.Import,
            DateTime.UtcNow,
            [],
            [],
            TicketStatus.New,
            null,
            null,
            null,
            null,
            null,
            null
        );

    private static async Task MakeAllPromisesDueAsync(ServerSettings settings) =>
        await ExecuteAsync(
            settings,
            """
            update "SlaClocks" set "Due" = now() - interval '1 minute', "WarnAt" = now() - interval '2 minutes', "SilentUntil" = null;
            update "Timers" set "Due" = now() - interval '1 minute', "NextAttempt" = now() - interval '1 minute' where "Kind" = 'sla.clock';
            """
        );

    /// <summary>Nothing is due, and nothing rests after an attempt that lost a race.</summary>
    private static async Task<bool> IsQuietAsync(ServerSettings settings) =>
        await CountAsync(
            settings,
            """
            select (select count(*) from "Timers" where "State" = 'Pending' and ("NextAttempt" <= now() or "Attempts" > 0)) +
                (select count(*) from "OutboxMessages" where "State" = 'Pending')
            """
        ) == 0;

    /// <summary>What stands there instead, for the message of a failure.</summary>
    private static async Task<string> DescribeAsync(ServerSettings settings)
    {
        await using var connection = new NpgsqlConnection(settings.InspectorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            select 'climbs: step ' || "Step" || ' ' || "State" || ' × ' || count(*) from "RoutingEscalationRuns" group by "Step", "State"
            union all select 'tickets: level ' || "EscalationLevel" || ' ' || "Status" || ' × ' || count(*) from "Tickets" group by
                "EscalationLevel", "Status"
            union all select 'timers: ' || "Kind" || ' ' || "State" || ' ' || "Attempts" || ' ' || ("NextAttempt" <= now()) || ' × ' ||
                count(*) from "Timers" group by "Kind", "State", "Attempts", "NextAttempt" <= now()
            """,
            connection
        );
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
        await using var connection = new NpgsqlConnection(settings.InspectorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(ServerSettings settings, string sql)
    {
        await using var connection = new NpgsqlConnection(settings.InspectorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
