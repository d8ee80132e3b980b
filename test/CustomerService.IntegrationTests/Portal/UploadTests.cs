using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Portal;

/// <summary>Files of a form over HTTP: in pieces with script, kept without, whichever node takes them.</summary>
public sealed partial class UploadTests
{
    [Fact]
    public async Task Should_Begin_On_One_Node_Go_On_On_Another_And_Send_On_The_First()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.PostgreSql);
        await using var product = await Product.OpenAsync(settings);
        var alpha = await product.CreateTenantAsync("alpha");
        await using var one = await ServerProcess.StartAsync(settings);
        await using var two = await ServerProcess.StartAsync(settings);
        var cookies = new CookieContainer();
        using var here = one.Client("alpha.localhost", followRedirects: false, cookies);
        using var there = two.Client("alpha.localhost", followRedirects: false, cookies);
        var token = PageForms.TokenOf(await here.GetStringAsync("/requests/new/other"));
        byte[] file = [.. "%PDF-1.7"u8, .. new byte[9000]];

        var id = await RequestFormPosts.BeginUploadAsync(here, token, "report.pdf", "application/pdf", file.Length);
        (await RequestFormPosts.SendPieceAsync(there, token, id, 0, file[..5000])).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RequestFormPosts.SendPieceAsync(here, token, id, 0, file[..5000])).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        ((long)(await here.GetFromJsonAsync<JsonArray>($"/portal/uploads?id={id}"))![0]!["received"]!).ShouldBe(5000);
        (await RequestFormPosts.SendPieceAsync(there, token, id, 5000, file[5000..])).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var stranger = two.Client("alpha.localhost", followRedirects: false);
        (await stranger.GetFromJsonAsync<JsonArray>($"/portal/uploads?id={id}"))!.Count.ShouldBe(0);

        using var form = RequestFormPosts.Form(token, "With a file", ("Files.Uploaded", id));
        (await here.PostAsync("/requests/new/other", form)).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await SizesAsync(product, alpha.Id)).ShouldBe([file.Length]);
    }

    [Fact]
    public async Task Should_Take_Nothing_From_Another_Sites_Page()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var product = await Product.OpenAsync(settings);
        await product.CreateTenantAsync("alpha");
        await using var server = await ServerProcess.StartAsync(settings);
        using var client = server.Client("alpha.localhost", followRedirects: false);
        var token = PageForms.TokenOf(await client.GetStringAsync("/requests/new/other"));
        (await client.PostAsJsonAsync("/portal/uploads", new { fileName = "a.pdf", size = 10 })).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
        var id = await RequestFormPosts.BeginUploadAsync(client, token, "report.pdf", "application/pdf", 10);
        (await client.DeleteAsync($"/portal/uploads/{id}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await client.GetFromJsonAsync<JsonArray>($"/portal/uploads?id={id}"))!.Count.ShouldBe(1);

        using var refused = new HttpRequestMessage(HttpMethod.Post, "/portal/uploads")
        {
            Content = JsonContent.Create(new { fileName = "evil.exe", size = 10 }),
        };
        refused.Headers.Add("RequestVerificationToken", token);
        var answer = await client.SendAsync(refused);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["title"]!).ShouldContain("evil.exe");
    }

    [Fact]
    public async Task Should_Not_Lose_The_Files_Of_A_Form_That_Came_Back()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var product = await Product.OpenAsync(settings);
        var alpha = await product.CreateTenantAsync("alpha");
        await using var server = await ServerProcess.StartAsync(settings);
        using var client = server.Client("alpha.localhost", followRedirects: false);
        using var unfinished = RequestFormPosts.Form(PageForms.TokenOf(await client.GetStringAsync("/requests/new/other")), "");
        unfinished.Add(new ByteArrayContent("a line"u8.ToArray()), "Fields[attachments]", "notes.txt");
        unfinished.Add(new ByteArrayContent("MZ"u8.ToArray()), "Fields[attachments]", "photo.png");
        var page = await (await client.PostAsync("/requests/new/other", unfinished)).Content.ReadAsStringAsync();
        page.ShouldContain("cs-summary");
        var kept = KeptPattern().Match(page);
        kept.Success.ShouldBeTrue(page);
        page.ShouldContain("Not kept: photo.png");

        using var whole = RequestFormPosts.Form(
            PageForms.TokenOf(page),
            "Now with a subject",
            ("Fields[attachments].Uploaded", kept.Groups[1].Value)
        );
        (await client.PostAsync("/requests/new/other", whole)).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await SizesAsync(product, alpha.Id)).ShouldBe([6]);
    }

    /// <summary>Without scripts nobody looks at the files before they are sent.</summary>
    [Fact]
    public async Task Should_Tell_An_Empty_And_An_Eleventh_File_And_Keep_What_Was_Written()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var product = await Product.OpenAsync(settings);
        var alpha = await product.CreateTenantAsync("alpha");
        await using var server = await ServerProcess.StartAsync(settings);
        using var client = server.Client("alpha.localhost", followRedirects: false);

        (await SendAsync(1, emptyFile: true)).ShouldContain("nothing.txt is empty");
        (await SendAsync(11, emptyFile: false)).ShouldContain("Choose at most 10.");
        (await SendAsync(11, emptyFile: false)).ShouldContain("href=\"/requests/new/other#Fields[attachments]\"");
        (await SizesAsync(product, alpha.Id)).ShouldBeEmpty();

        async Task<string> SendAsync(int count, bool emptyFile)
        {
            using var form = RequestFormPosts.Form(
                PageForms.TokenOf(await client.GetStringAsync("/requests/new/other")),
                "Words that must stay"
            );
            for (var i = 0; i < count; i++)
            {
                form.Add(new ByteArrayContent("a line"u8.ToArray()), "Fields[attachments]", $"notes-{i}.txt");
            }

            if (emptyFile)
            {
                form.Add(new ByteArrayContent([]), "Fields[attachments]", "nothing.txt");
            }

            var answer = await client.PostAsync("/requests/new/other", form);
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            page.ShouldContain("Words that must stay");
            return page;
        }
    }

    private static Task<List<long>> SizesAsync(Product product, Guid tenant) =>
        product.RunAsync(
            tenant,
            p =>
                p.GetRequiredService<CustomerServiceDbContext>()
                    .Database.SqlQuery<long>($"""select "Size" as "Value" from "TicketAttachments" where "TenantId" = {tenant}""")
                    .ToListAsync()
        );

    [GeneratedRegex("name=\"Fields\\[attachments\\].Uploaded\" value=\"([^\"]+)\" checked /> notes.txt")]
    private static partial Regex KeptPattern();
}
