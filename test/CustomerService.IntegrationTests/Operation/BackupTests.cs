using System.Net;
using System.Net.Http.Json;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.Framework.Timers;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>What an operator keeps and puts back: one verb each, database and files.</summary>
public sealed class BackupTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Put_Back_Everything_That_Was_There(DatabaseProvider provider)
    {
        await using var settings = await ServerSettings.CreateAsync(provider);
        var backup = Path.Combine(settings.DataDirectory, "backups", "monday.tar");
        Guid alpha,
            file = Guid.NewGuid();
        string token;
        await using (var product = await Product.OpenAsync(settings))
        {
            alpha = (await product.CreateTenantAsync("alpha")).Id;
            token = await product.CreateTokenAsync(alpha, RunningServer.Scopes);
            await SaveAsync(product, alpha, file, "as it was");
        }

        await using (var server = await ServerProcess.StartAsync(settings))
        {
            await CreateTicketAsync(server, token, "Before the backup");
            var (done, output) = await ServerProcess.RunVerbAsync(settings, "backup", backup);
            done.ShouldBe(0, output);
            if (!OperatingSystem.IsWindows())
            {
                (File.GetUnixFileMode(backup) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None);
            }

            await CreateTicketAsync(server, token, "After the backup");
            var (refused, reason) = await ServerProcess.RunVerbAsync(settings, "restore", backup, "--overwrite", "yes");
            refused.ShouldBe(2, reason);
            reason.ShouldContain("first");
        }

        await using (var product = await Product.OpenAsync(settings))
        {
            await product.CreateTenantAsync("late");
            await SaveAsync(product, alpha, file, "overwritten");
        }

        NpgsqlConnection.ClearAllPools();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var (kept, sentence) = await ServerProcess.RunVerbAsync(settings, "restore", backup);
        kept.ShouldBe(2, sentence);
        sentence.ShouldContain("--overwrite yes");
        var (restored, said) = await ServerProcess.RunVerbAsync(settings, "restore", backup, "--overwrite", "yes");
        restored.ShouldBe(0, said);

        await using (var server = await ServerProcess.StartAsync(settings))
        {
            using var api = server.Client();
            api.DefaultRequestHeaders.Authorization = new("Bearer", token);
            var tickets = await api.GetStringAsync("/api/v1/tickets");
            tickets.ShouldContain("Before the backup");
            tickets.ShouldNotContain("After the backup");
            using var late = server.Client("late.localhost");
            (await late.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        await using var after = await Product.OpenAsync(settings);
        (await ReadAsync(after, alpha, file)).ShouldBe("as it was");
        if (provider == DatabaseProvider.PostgreSql)
        {
            await ShouldBeGuardedAsync(settings);
        }

        Directory.GetDirectories(settings.DataDirectory, ".restore-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Leave_Everything_As_It_Is_When_The_File_Is_No_Backup()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        (await ServerProcess.RunVerbAsync(settings, "migrate")).ExitCode.ShouldBe(0);
        var file = Path.Combine(settings.DataDirectory, "no.tar");
        await File.WriteAllTextAsync(file, "not a tar at all");
        var (exitCode, output) = await ServerProcess.RunVerbAsync(settings, "restore", file, "--overwrite", "yes");
        exitCode.ShouldBe(2, output);
        output.ShouldContain("is no whole backup");
        (await ServerProcess.RunVerbAsync(settings, "doctor")).Output.ShouldContain("[ ok ] database");
    }

    /// <summary>Not "nothing waits" while something fails again and again.</summary>
    [Fact]
    public async Task Should_Have_The_Doctor_Tell_Of_What_Fails()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var product = await Product.OpenAsync(settings);
        var alpha = await product.CreateTenantAsync("alpha");
        await product.RunAsync(
            alpha.Id,
            p => p.GetRequiredService<ITimerManager>().ScheduleAsync("nobody.knows", Guid.NewGuid(), DateTime.UtcNow.AddDays(1))
        );
        (await ServerProcess.RunVerbAsync(settings, "doctor")).Output.ShouldContain("nothing waits");
        await SetAsync(QueueState.Pending);
        (await ServerProcess.RunVerbAsync(settings, "doctor")).Output.ShouldContain("1 timers or events are failing");
        await SetAsync(QueueState.Failed);
        (await ServerProcess.RunVerbAsync(settings, "doctor")).Output.ShouldContain("[warn] queues: 1 ");

        Task SetAsync(QueueState state) =>
            product.RunAsync(
                alpha.Id,
                p =>
                    p.GetRequiredService<CustomerServiceDbContext>()
                        .Set<TimerRow>()
                        .Where(t => t.Kind == "nobody.knows")
                        .ExecuteUpdateAsync(s => s.SetProperty(t => t.Attempts, 3).SetProperty(t => t.State, state))
            );
    }

    private static Task SaveAsync(Product product, Guid tenant, Guid file, string text) =>
        product.RunAsync(
            tenant,
            p =>
                p.GetRequiredService<IBlobContainer<BackedUp>>()
                    .SaveAsync(file, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), 1000)
        );

    private static Task<string> ReadAsync(Product product, Guid tenant, Guid file) =>
        product.RunAsync(
            tenant,
            async p =>
            {
                using var reader = new StreamReader((await p.GetRequiredService<IBlobContainer<BackedUp>>().GetOrNullAsync(file))!);
                return await reader.ReadToEndAsync();
            }
        );

    private static async Task CreateTicketAsync(ServerProcess server, string token, string subject)
    {
        using var api = server.Client();
        api.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var answer = await api.PostAsJsonAsync(
            "/api/v1/tickets",
            new
            {
                subject,
                body = "x",
                requester = new { name = "Lena", email = "lena@customer.example" },
            }
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Policies and grants are made anew: the dump holds none.</summary>
    private static async Task ShouldBeGuardedAsync(ServerSettings settings)
    {
        await using var connection = new NpgsqlConnection(settings.Environment["ConnectionStrings__Default"]);
        await connection.OpenAsync();
        await using var seen = new NpgsqlCommand("""select count(*) from "Tickets" """, connection);
        ((long)(await seen.ExecuteScalarAsync())!).ShouldBe(0);
        await using var rewrite = new NpgsqlCommand("""delete from "AuditLogs" """, connection);
        (await Should.ThrowAsync<PostgresException>(() => rewrite.ExecuteNonQueryAsync())).SqlState.ShouldBe("42501");
    }

    [BlobContainerName("test")]
    private sealed class BackedUp;
}
