using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerService.Framework.Authorization;
using CustomerService.Tickets.Prefill;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Portal;

/// <summary>A program asks for a link by the API, a customer opens it: the form knows what was signed.</summary>
public sealed class PrefillTests(SqliteServer server) : IClassFixture<SqliteServer>
{
    [Fact]
    public async Task Should_Make_A_Link_That_Fills_In_The_Form()
    {
        using var api = server.Api(server.AlphaToken);
        var tooEarly = await api.PostAsJsonAsync("/api/v1/prefill-links", new { type = "charge" });
        tooEarly.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string)(await tooEarly.Content.ReadFromJsonAsync<JsonObject>())!["code"]!).ShouldBe("Tickets.Error.NoPrefillSecret");

        await server.Product.RunAsAsync(
            server.Alpha.Id,
            Guid.NewGuid(),
            RoleNames.Admin,
            p => p.GetRequiredService<IPrefillAppService>().ChangeSecretAsync()
        );
        var answer = await api.PostAsJsonAsync(
            "/api/v1/prefill-links",
            new
            {
                type = "charge",
                fields = new { invoice = "INV-77<b>" },
                subject = "Charged twice",
                expiresInMinutes = 60,
            }
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var url = new Uri((string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["url"]!);

        using var customer = server.Process.Client("alpha.localhost");
        var page = await customer.GetStringAsync(url.PathAndQuery);
        page.ShouldContain("INV-77&lt;b&gt;");
        page.ShouldContain("from alpha");
        page.ShouldContain("value=\"Charged twice\"");
        (await customer.GetStringAsync(url.PathAndQuery + "x")).ShouldContain("incomplete or has expired");
        (await customer.GetStringAsync("/requests/new/charge?Subject=fake&invoice=fake")).ShouldNotContain("value=\"fake\"");
        using var beta = server.Process.Client("beta.localhost");
        (await beta.GetStringAsync(url.PathAndQuery)).ShouldNotContain("INV-77");
    }

    [Fact]
    public async Task Should_Need_The_Right_To_File_Tickets()
    {
        using var nobody = server.Api("");
        (await nobody.PostAsJsonAsync("/api/v1/prefill-links", new { type = "charge" })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var reader = server.Api(await server.Product.CreateTokenAsync(server.Alpha.Id, "Tickets.Read"));
        (await reader.PostAsJsonAsync("/api/v1/prefill-links", new { type = "charge" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
