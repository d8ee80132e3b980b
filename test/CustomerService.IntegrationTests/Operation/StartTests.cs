using System.Net;
using System.Net.Sockets;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using CustomerService.Web.Settings;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>A start that cannot succeed ends with one sentence that names the setting.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("Smtp__Port", "abc", "Smtp__Port is 'abc', which is not a whole number")]
    [InlineData("Smtp__Port", "70000", "Smtp__Port is '70000'")]
    [InlineData("Smtp__UseTls", "perhaps", "Smtp__UseTls is 'perhaps', which is not true or false")]
    [InlineData("Api__RequestsPerMinute", "ten", "Api__RequestsPerMinute is 'ten'")]
    [InlineData("RateLimits__FormsPerMinute", "0", "RateLimits__FormsPerMinute is '0'")]
    [InlineData("Webhooks__TimeoutSeconds", "60", "Webhooks__TimeoutSeconds is '60'")]
    [InlineData("Database__Provider", "Oracle", "Database__Provider is 'Oracle', which is not Sqlite or PostgreSql")]
    [InlineData("Database__Provider", "7", "Database__Provider is '7'")]
    [InlineData("Database__MigrateOnStart", "1", "Database__MigrateOnStart is '1'")]
    [InlineData("ForwardedHeaders__Proxies__0", "proxy.local", "ForwardedHeaders__Proxies__0 is 'proxy.local'")]
    [InlineData("Dns__Server", "dns.local", "Dns__Server is 'dns.local'")]
    [InlineData("Tenancy__PublicUrl", "example.com", "Tenancy__PublicUrl is 'example.com'")]
    [InlineData("Tenancy__HostName", "exa mple", "Tenancy__HostName is 'exa mple'")]
    [InlineData("Smtp__Hots", "mail", "Smtp__Hots is no setting; did you mean Smtp__Host?")]
    [InlineData("Databse__Provider", "Sqlite", "Databse__Provider is no setting; did you mean Database__Provider?")]
    [InlineData("RateLimits__Everything", "5", "RateLimits__Everything is no setting")]
    [InlineData("Keys__CertificateFile", "/nowhere/keys.pfx", "Keys__CertificateFile names /nowhere/keys.pfx")]
    [InlineData("Keys__CertificateFile", "/etc/hostname", "Keys__CertificateFile names /etc/hostname")]
    [InlineData("Data__Directory", "/proc/customer-service", "Data__Directory is /proc/customer-service, which cannot be written")]
    [InlineData("ConnectionStrings__Default", "Host=db;Port=5432", "ConnectionStrings__Default is no connection string for SQLite")]
    [InlineData("ConnectionStrings__Default", "Data Source=/nowhere/at/all.db", "Data__Directory (or ConnectionStrings__Default)")]
    [InlineData("Demo__Seed", "true", "Demo__Seed is for Development")]
    [InlineData("Urls", "http://127.0.0.1:99999", "Urls names 'http://127.0.0.1:99999'")]
    [InlineData("Urls", "somewhere", "Urls names 'somewhere'")]
    public async Task Should_Name_The_Wrong_Setting(string name, string value, string sentence)
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        settings.Environment["Urls"] = "http://127.0.0.1:0";
        settings.Environment[name] = value;
        await ShouldEndWithAsync(settings, sentence, "--Logging:LogLevel:Hangfire=Warning");
    }

    [Fact]
    public async Task Should_Say_That_The_Port_Is_Taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await ShouldEndWithAsync(settings, $"Urls names '{address}', where this machine cannot listen", "--urls", address);
    }

    [Theory]
    [InlineData("superuser", "ConnectionStrings__Default names the role postgres, which passes row-level security by")]
    [InlineData("unmigrated", "ConnectionStrings__Default leads to a database that was never migrated")]
    [InlineData("no connection string", "ConnectionStrings__Default is missing")]
    [InlineData("no server", "ConnectionStrings__Default (or ConnectionStrings__Owner) names a PostgreSQL server that does not answer")]
    [InlineData("no database", "ConnectionStrings__Default or ConnectionStrings__Owner names a database that is not there")]
    public async Task Should_Say_What_Is_Wrong_With_The_Database(string what, string sentence)
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.PostgreSql);
        var serving = new NpgsqlConnectionStringBuilder(settings.Environment["ConnectionStrings__Default"]);
        settings.Environment["ConnectionStrings__Default"] = what switch
        {
            "superuser" => new NpgsqlConnectionStringBuilder(TestPostgres.Superuser) { Database = serving.Database }.ConnectionString,
            "no connection string" => "",
            "no server" => new NpgsqlConnectionStringBuilder(serving.ConnectionString) { Port = 1 }.ConnectionString,
            "no database" => new NpgsqlConnectionStringBuilder(serving.ConnectionString) { Database = "nowhere" }.ConnectionString,
            _ => serving.ConnectionString,
        };
        await ShouldEndWithAsync(settings, sentence, "--urls", "http://127.0.0.1:0");
    }

    [Fact]
    public async Task Should_Say_That_Another_Version_Made_The_Database()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using (var connection = new SqliteConnection($"Data Source={settings.DataDirectory}/customer-service.db;Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """
                create table "__EFMigrationsHistory" ("MigrationId" text not null primary key, "ProductVersion" text not null);
                insert into "__EFMigrationsHistory" values ('20200101000000_Initial', '10.0.0');
                """;
            await command.ExecuteNonQueryAsync();
        }

        await ShouldEndWithAsync(
            settings,
            "ConnectionStrings__Default leads to a database of another version (its migration 20200101000000_Initial is not known here)",
            "--urls",
            "http://127.0.0.1:0"
        );
    }

    /// <summary>The server of the tests lets everybody in without a password, so the refusal is made here.</summary>
    [Fact]
    public void Should_Say_That_The_Password_Is_Wrong()
    {
        var refused = new PostgresException("password authentication failed for user \"app\"", "FATAL", "FATAL", "28P01");
        var sentence = StartFailure.Explain(new InvalidOperationException("wrapped", refused)).ShouldNotBeNull();
        sentence.ShouldBe(
            "ConnectionStrings__Default or ConnectionStrings__Owner is refused: password authentication failed for user "
                + "\"app\" (check Username and Password)."
        );
        StartFailure.Explain(new InvalidOperationException("a mistake of ours")).ShouldBeNull();
    }

    [Fact]
    public async Task Should_Make_A_Password_For_Demo_People_Outside_Development()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        var (exitCode, output) = await ServerProcess.RunVerbAsync(settings, "seed", "demo");
        exitCode.ShouldBe(0, output);
        var password = output.Split('\n').Single(l => l.StartsWith("Demo-", StringComparison.Ordinal));
        password.ShouldNotBe("Demo-Pass-2026");
        password.Length.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Should_Open_No_Workspace_For_Strangers_When_Sign_Up_Is_Closed()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        settings.Environment["Tenancy__PublicSignUp"] = "false";
        await using var server = await ServerProcess.StartAsync(settings);
        using var client = server.Client();
        var page = await client.GetStringAsync("/signup");
        page.ShouldContain("Workspaces are opened by the operator");
        page.ShouldNotContain("Input.AdminEmail");
        (await client.GetStringAsync("/")).ShouldNotContain("href=\"/signup");
        (await client.GetStringAsync("/plans")).ShouldNotContain("href=\"/signup");
    }

    private static async Task ShouldEndWithAsync(ServerSettings settings, string sentence, params string[] words)
    {
        var (exitCode, output) = await ServerProcess.RunVerbAsync(settings, words);
        exitCode.ShouldBe(1, output);
        output.ShouldStartWith(sentence);
        output.Split('\n').Length.ShouldBe(1, output);
    }
}
