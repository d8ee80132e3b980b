using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Npgsql;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>PostgreSQL with the two roles of the operating guide: neither is a superuser.</summary>
public sealed class DatabaseRolesTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>
{
    private const string InsufficientPrivilege = "42501";

    [Fact]
    public async Task Should_Migrate_And_Seed_Again_When_The_Tables_Are_Filled_And_Analyzed()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.PostgreSql);
        settings.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var verb in (string[])["migrate", "seed demo", "analyze", "migrate", "seed demo", "doctor"])
        {
            if (verb == "analyze")
            {
                await ExecuteAsync(settings.OwnerConnectionString, verb);
                continue;
            }

            var (exitCode, output) = await ServerProcess.RunVerbAsync(settings, verb.Split(' '));
            exitCode.ShouldBe(0, $"{verb}: {output}");
        }
    }

    [Theory]
    [InlineData("""update "AuditLogs" set "UserName" = 'nobody'""")]
    [InlineData("""delete from "AuditLogs" """)]
    [InlineData("""truncate "AuditLogs" """)]
    [InlineData("""update "DataProtectionKeys" set "Xml" = '<key />'""")]
    [InlineData("""delete from "DataProtectionKeys" """)]
    [InlineData("""insert into "__EFMigrationsHistory" values ('99990101000000_Never', '1')""")]
    [InlineData("""create table mine (id int)""")]
    [InlineData("""create table hangfire.mine (id int)""")]
    [InlineData("""drop table hangfire.job cascade""")]
    public async Task Should_Keep_The_Serving_Role_From_Rewriting_What_Is_Written_Once(string sql)
    {
        server.Require();
        (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(Serving, sql))).SqlState.ShouldBe(InsufficientPrivilege, sql);
    }

    [Fact]
    public async Task Should_Take_Back_What_An_Earlier_Version_Granted()
    {
        server.Require();
        await ExecuteAsync(server.Settings.OwnerConnectionString, $"""grant update, delete on "AuditLogs" to {TestPostgres.ServingRole}""");
        (await ServerProcess.RunVerbAsync(server.Settings, "migrate")).ExitCode.ShouldBe(0);
        var refused = await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(Serving, """delete from "AuditLogs" """));
        refused.SqlState.ShouldBe(InsufficientPrivilege);
    }

    /// <summary>The node of this fixture knows the serving role alone.</summary>
    [Fact]
    public async Task Should_Run_Recurring_Jobs_Without_The_Owners_Password()
    {
        server.Require();
        new RecurringJobManager(Jobs()).TriggerJob("inbox.cleanup");
        await Wait.UntilAsync(
            async () => (long)(await ScalarAsync("select count(*) from hangfire.state where name = 'Succeeded'"))! > 0,
            "the first run of a recurring job"
        );
    }

    /// <summary>As the node sees them.</summary>
    private PostgreSqlStorage Jobs()
    {
        var options = new PostgreSqlStorageOptions { PrepareSchemaIfNecessary = false };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(Serving, options), options);
    }

    private string Serving => server.Settings.Environment["ConnectionStrings__Default"];

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server.Settings.InspectorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
