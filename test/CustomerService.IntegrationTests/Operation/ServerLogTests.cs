using System.Net;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.TestBase;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>Reads the log of a whole run, in which everything that can go wrong with a link does.</summary>
public sealed class ServerLogTests
{
    [Theory]
    [InlineData("Production", "\"@l\":\"Error\"")]
    [InlineData("Development", " ERR ")]
    public async Task Should_Never_Write_Links_Tokens_Or_Addresses_Into_The_Log_Even_When_Their_Page_Fails(
        string environment,
        string failure
    )
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        settings.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        settings.Environment["Demo__Seed"] = "false";
        settings.Environment["Logging__LogLevel__Default"] = "Debug";
        settings.Environment["Logging__LogLevel__Microsoft.AspNetCore"] = "Debug";
        settings.Environment["Logging__LogLevel__Microsoft.EntityFrameworkCore"] = "Information";
        string link,
            token;
        await using (var product = await Product.OpenAsync(settings))
        {
            var alpha = await product.CreateTenantAsync("alpha");
            token = await product.CreateTokenAsync(alpha.Id, "Tickets.Read");
            link = await product.RunAsync(
                alpha.Id,
                async p =>
                    p.GetRequiredService<IAccessLinkService>()
                        .Create(
                            (
                                await p.GetRequiredService<IUserIntegrationService>()
                                    .GetOrCreateCustomerAsync("lena@mail.example", "Lena", "en")
                            ).Id,
                            "/requests",
                            TimeSpan.FromHours(1)
                        )
            );
        }

        await using var server = await ServerProcess.StartAsync(settings);
        using var client = server.Client("alpha.localhost", followRedirects: false);
        using var program = server.Client("alpha.localhost", followRedirects: false);
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await AskAsync();

        // From here on every page that needs the database fails.
        await using (var connection = new SqliteConnection($"Data Source={DatabaseOf(settings)}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "alter table \"IdentitySessions\" rename to \"Gone1\"; alter table \"IdentityUsers\" rename to \"Gone2\"";
            await command.ExecuteNonQueryAsync();
        }

        (await AskAsync()).ShouldContain(HttpStatusCode.InternalServerError);

        var secret = link.Split('/')[^1];
        server.Log.ShouldContain("Request starting", Case.Sensitive, "the log says much");
        server.Log.ShouldContain(failure);
        foreach (var hidden in new[] { secret, secret[..40], token, token[36..], "lena@mail.example", "lena%40mail.example" })
        {
            server.Log.ShouldNotContain(hidden, Case.Insensitive);
        }

        async Task<List<HttpStatusCode>> AskAsync()
        {
            var answers = new List<HttpStatusCode>();
            foreach (
                var path in new[]
                {
                    link,
                    link.Replace("/access/", "/rate/", StringComparison.Ordinal),
                    link.Replace("/access/", "/invitation/", StringComparison.Ordinal),
                    link.Replace("/access/", "/signin/welcome/", StringComparison.Ordinal),
                    "/signin/reset?token=" + link.Split('/')[^1],
                    "/requests?email=lena@mail.example",
                    "/search?q=lena%40mail.example",
                }
            )
            {
                answers.Add((await client.GetAsync(path)).StatusCode);
            }

            answers.Add((await program.GetAsync("/api/v1/tickets?requester=lena@mail.example")).StatusCode);
            return answers;
        }
    }

    private static string DatabaseOf(ServerSettings settings) =>
        Directory.EnumerateFiles(settings.DataDirectory, "*.db").MaxBy(f => new FileInfo(f).Length)!;
}
