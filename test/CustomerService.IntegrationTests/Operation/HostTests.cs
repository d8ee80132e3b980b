using System.Net;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>The built product starts on an empty database and answers, on both databases.</summary>
public sealed class HostTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Start_On_An_Empty_Database(DatabaseProvider provider)
    {
        await using var settings = await ServerSettings.CreateAsync(provider);
        await using var server = await ServerProcess.StartAsync(settings);
        using var client = server.Client();
        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/api/v1/openapi.json")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Should_Say_Which_Verbs_There_Are_And_Refuse_Others()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        var (exitCode, output) = await ServerProcess.RunVerbAsync(settings, "frobnicate");
        exitCode.ShouldBe(2);
        output.ShouldStartWith("'frobnicate' is no verb.");
        output.ShouldContain("import tickets");
        output.Split('\n').Length.ShouldBe(1, output);
    }

    [Theory]
    [InlineData("tokens create --scopes tickets:read", "--tenant")]
    [InlineData("tokens create --tenant a --scopes tickets:read --nmae x", "--nmae")]
    [InlineData("tokens crate --tenant a", "tokens create")]
    [InlineData("import tickets nowhere.csv --tenant a", "nowhere.csv is not there.")]
    [InlineData("import tickets --tenant a", "import tickets")]
    [InlineData("repair --days many", "--days is a number from 1 to 3650.")]
    [InlineData("doctor now", "'now'")]
    [InlineData("restore HostTests --overwrite no", "--help")]
    public async Task Should_Say_In_One_Line_What_Is_Wrong_With_The_Words_Of_A_Verb(string words, string named)
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        var (exitCode, output) = await ServerProcess.RunVerbAsync(settings, words.Split(' '));
        exitCode.ShouldBe(2, output);
        output.ShouldContain(named);
        output.Split('\n').Length.ShouldBe(1, output);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Find_A_Migrated_Installation_Healthy(DatabaseProvider provider)
    {
        await using var settings = await ServerSettings.CreateAsync(provider);
        (await ServerProcess.RunVerbAsync(settings, "migrate")).ExitCode.ShouldBe(0);
        var (exitCode, output) = await ServerProcess.RunVerbAsync(settings, "doctor");
        exitCode.ShouldBe(0, output);
        output.ShouldContain("[ ok ] database");
        output.ShouldContain("[ ok ] serving role");
    }

    /// <summary>
    /// What a verb does on the command line while the server runs. On SQLite no signal goes from one process to the
    /// other.
    /// </summary>
    [Fact]
    public async Task Should_Know_A_Tenant_Soon_That_Another_Process_Has_Made()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var server = await ServerProcess.StartAsync(settings);
        using var late = server.Client("late.localhost");
        (await late.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var product = await Product.OpenAsync(settings);
        await product.CreateTenantAsync("late");
        await Wait.UntilAsync(
            async () => (await late.GetAsync("/")).StatusCode == HttpStatusCode.OK,
            "the portal of the new tenant",
            seconds: 30
        );
    }

    [Fact]
    public async Task Should_Prove_A_Calendar_Without_A_Database()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        var folder = Directory.CreateTempSubdirectory();
        var (cases, results) = (Path.Combine(folder.FullName, "cases.json"), Path.Combine(folder.FullName, "results.json"));
        await File.WriteAllTextAsync(
            cases,
            """
            [{"id": "b1", "op": "add_after", "schedule": {"hours": {"mon": [["09:00", "18:00"]]}, "time_zone": "Asia/Shanghai"},
              "input": {"time": "2026-03-02T17:00:00+08:00", "amount": 1, "unit": "hour"}, "result": "2026-03-02T18:00:00+08:00"}]
            """
        );
        var (exitCode, output) = await ServerProcess.RunVerbAsync(settings, "calendar", "check", cases, "--out", results);
        exitCode.ShouldBe(0, output);
        output.ShouldContain("1 of 1 agree");
        (await File.ReadAllTextAsync(results)).ShouldContain("2026-03-02T18:00:00+08:00");
        folder.Delete(true);
    }
}
