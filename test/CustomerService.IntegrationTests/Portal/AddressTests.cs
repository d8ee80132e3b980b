using System.Net;
using System.Net.Http.Json;

namespace CustomerService.IntegrationTests.Portal;

/// <summary>What cannot be mailed is refused where it is typed, with a sentence that says what is wanted.</summary>
public sealed class AddressTests(SqliteServer server) : IClassFixture<SqliteServer>
{
    private const string Sentence = "Enter a valid email address";

    [Theory]
    [InlineData("li lei@example.com")]
    [InlineData("Li <li@example.com>")]
    [InlineData("a,b@example.com")]
    [InlineData(".a@example.com")]
    [InlineData("mailto:a@example.com")]
    [InlineData("a@example.com;b")]
    public async Task Should_Refuse_An_Unreachable_Address_In_The_Api_And_In_The_Form(string email)
    {
        using var api = server.Api(server.AlphaToken);
        var answer = await api.PostAsJsonAsync(
            "/api/v1/tickets",
            new
            {
                subject = "Space in mail",
                body = "secret",
                requester = new { name = "Li Lei", email },
            }
        );
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(Sentence);

        using var client = server.Process.Client("alpha.localhost", followRedirects: false);
        var page = await client.GetStringAsync("/requests/new/other");
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["_handler"] = "request",
                ["__RequestVerificationToken"] = PageForms.TokenOf(page),
                ["Subject"] = "Space in mail",
                ["Body"] = "secret",
                ["Name"] = "Li Lei",
                ["Email"] = email,
            }
        );
        var back = await client.PostAsync("/requests/new/other", form);
        back.StatusCode.ShouldBe(HttpStatusCode.OK, "the form comes back");
        (await back.Content.ReadAsStringAsync()).ShouldContain(Sentence);
    }
}
