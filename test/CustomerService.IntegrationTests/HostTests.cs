using System.Net;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;

namespace CustomerService.IntegrationTests;

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
        output.ShouldContain("import tickets");
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
}
