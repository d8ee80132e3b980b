using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.IntegrationTests.Portal;
using CustomerService.TestBase;

namespace CustomerService.IntegrationTests.Leaks;

/// <summary>Files over HTTP, as everybody who is not meant to have them would ask for them.</summary>
public sealed class FileLeakTests
{
    private static readonly byte[] Part = Encoding.UTF8.GetBytes(new string('w', 5000));

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Open_A_File_Only_To_Those_Who_Read_The_Message_It_Came_With(DatabaseProvider provider)
    {
        await using var world = await ProofWorld.OpenAsync(provider);
        var victims = await world.FileAsync("other", "what the victim wrote", "victim.txt");
        var filed = await world.FileAsync("other", "what the filer wrote", "filer.txt");
        await world.SendAsync(filed.Id, "answer.txt");
        await world.SendAsync(filed.Id, "note.txt", isNote: true);
        await world.UploadAsync(filed.Id, "unsent.txt");
        var files = await world.FilesAsync();
        files.Keys.ShouldBe(["victim.txt", "filer.txt", "answer.txt", "note.txt", "unsent.txt"], ignoreOrder: true);

        using var nobody = world.Browser();
        using var filer = world.Browser();
        await PageForms.ReadAsync(filer, world.FilerLink(filed));
        using var owner = world.Browser();
        await PageForms.ReadAsync(owner, world.MailLink(filed));
        using var victim = world.Browser();
        await PageForms.ReadAsync(victim, world.MailLink(victims));

        (await OpenedAsync(nobody, isSignedIn: false)).ShouldBeEmpty();
        (await OpenedAsync(filer)).ShouldBe(["filer.txt"]);
        (await OpenedAsync(owner)).ShouldBe(["answer.txt", "filer.txt"]);
        (await OpenedAsync(victim)).ShouldBe(["victim.txt"], "a link opens its own request only");

        await world.MergeAsync(victims.Id, filed.Id);
        (await OpenedAsync(filer)).ShouldBe(["filer.txt"], "a merge widens nothing");

        await world.OpenOtherCompanyAsync("beta");
        using var elsewhere = world.Browser("beta.localhost");
        await Wait.UntilAsync(async () => (await elsewhere.GetAsync("/")).IsSuccessStatusCode, "the other company's portal");
        (await OpenedAsync(elsewhere, isSignedIn: false)).ShouldBeEmpty();

        async Task<List<string>> OpenedAsync(HttpClient browser, bool isSignedIn = true)
        {
            var opened = new List<string>();
            foreach (var (name, id) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                var answer = await browser.GetAsync($"/files/{id}");
                if ((await answer.Content.ReadAsStringAsync()).Contains($"words in {name}", StringComparison.Ordinal))
                {
                    opened.Add(name);
                }
                else if (isSignedIn)
                {
                    answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, name);
                }
            }

            return opened;
        }
    }

    [Fact]
    public async Task Should_Leave_A_Strangers_Upload_Alone()
    {
        await using var world = await ProofWorld.OpenAsync(DatabaseProvider.Sqlite);
        using var visitor = world.Browser();
        using var stranger = world.Browser();
        var (token, strangersToken) = (await TokenAsync(visitor), await TokenAsync(stranger));
        var id = await BeginAsync(visitor, token, "secret.txt");
        await BeginAsync(stranger, strangersToken, "own.txt");
        (await RequestFormPosts.SendPieceAsync(visitor, token, id, 0, Part)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await stranger.GetFromJsonAsync<JsonArray>($"/portal/uploads?id={id}"))!.Count.ShouldBe(0);
        (await RequestFormPosts.SendPieceAsync(stranger, strangersToken, id, Part.Length, Part)).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await RequestFormPosts.RemoveUploadAsync(stranger, strangersToken, id)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await RequestFormPosts.SendPieceAsync(visitor, token, id, Part.Length, Part)).StatusCode.ShouldBe(
            HttpStatusCode.OK,
            "it is still there"
        );

        using var theft = RequestFormPosts.Form(strangersToken, "With a file", ("Files.Uploaded", id));
        (await stranger.PostAsync("/requests/new/other", theft)).EnsureSuccessStatusCode();
        (await world.FilesAsync()).ShouldBeEmpty("nobody sends what another one brought");

        using var sent = RequestFormPosts.Form(token, "With a file", ("Files.Uploaded", id));
        (await visitor.PostAsync("/requests/new/other", sent)).EnsureSuccessStatusCode();
        (await world.FilesAsync()).Keys.ShouldBe(["secret.txt"]);
    }

    private static async Task<string> TokenAsync(HttpClient client) =>
        PageForms.TokenOf(await client.GetStringAsync("/requests/new/other"));

    private static Task<string> BeginAsync(HttpClient client, string token, string name) =>
        RequestFormPosts.BeginUploadAsync(client, token, name, "text/plain", 2 * Part.Length);
}
