using System.Net;
using CustomerService.Identity.Users;
using CustomerService.TestBase;
using CustomerService.Tickets.Portal;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Portal;

/// <summary>
/// Two tabs, a mail link beside a form, lost cookies, a page that has changed: what somebody wrote comes back with a sentence, on every
/// form and without developers' words.
/// </summary>
public sealed class UnsentFormTests(SqliteServer server) : IClassFixture<SqliteServer>
{
    private const string Words = "My long answer, written in ten minutes. 写了十分钟的回复";

    [Fact]
    public async Task Should_Give_Back_An_Answer_After_Another_Mail_Link_Was_Opened()
    {
        var (a, b) = (await FileAsync("A"), await FileAsync("B"));
        using var browser = Browser();
        var tab = await (await PageForms.FollowAsync(browser, await LinkAsync(a))).Content.ReadAsStringAsync();
        await PageForms.FollowAsync(browser, await LinkAsync(b));

        var answer = await SendAsync(browser, $"/requests/{a.Number}", tab, "reply", ("Body", Words));
        await ShouldHoldAsync(answer, Words);
    }

    [Fact]
    public async Task Should_Show_The_Request_Form_Again_After_A_Mail_Link_Was_Opened()
    {
        using var browser = Browser();
        var tab = await browser.GetStringAsync("/requests/new/other");
        await PageForms.FollowAsync(browser, await LinkAsync(await FileAsync("earlier")));

        var page = await ShouldHoldAsync(
            await SendAsync(
                browser,
                "/requests/new/other",
                tab,
                "request",
                ("Subject", "Forgotten subject"),
                ("Body", Words),
                ("Name", "Li Lei"),
                ("Email", "somebody.else@example.com")
            ),
            Words,
            "Forgotten subject",
            "somebody.else@example.com"
        );

        // The page that came back can be sent.
        (string, string)[] again =
        [
            ("Subject", "Forgotten subject"),
            ("Body", Words),
            ("Name", "Li Lei"),
            ("Email", "somebody.else@example.com"),
        ];
        var sent = await SendAsync(browser, "/requests/new/other", page, "request", again);
        sent.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/requests/sent");
    }

    [Theory]
    [InlineData("/requests/new/other", "request", "Body", "Subject", "Name", "Email")]
    [InlineData("/verify?v=fake.example", "report", "Story", "Name", "Email")]
    [InlineData("/signin", "password", "Input.Email")]
    [InlineData("/signin", "link", "Link.Email")]
    [InlineData("/signin/forgot", "forgot", "Input.Email")]
    public async Task Should_Show_The_Form_Again_When_All_Cookies_Are_Lost(string path, string form, params string[] fields)
    {
        using var first = Browser();
        var tab = await first.GetStringAsync(path);
        using var later = Browser();

        var typed = fields.Select(f => (f, $"typed {f} {Words}")).ToArray();
        var answer = await SendAsync(later, path, tab, form, typed);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await ShouldHoldAsync(answer, [.. typed.Select(t => t.Item2)]);
        page.ShouldContain($"name=\"_handler\" value=\"{form}\"");
        page.ShouldContain("This page was out of date");
    }

    [
        Theory,
        InlineData("reply", "Body"),
        InlineData("appeal", "AppealReason"),
        InlineData("reopen", "Reason"),
        InlineData("rate", "Comment")
    ]
    public async Task Should_Give_Back_What_Was_Written_About_A_Request_When_The_Session_Ended(string form, string field)
    {
        var ticket = await FileAsync("signed out");
        using var browser = Browser();
        var tab = await (await PageForms.FollowAsync(browser, await LinkAsync(ticket))).Content.ReadAsStringAsync();
        using var later = Browser();

        var answer = await SendAsync(later, $"/requests/{ticket.Number}", tab, form, (field, Words));
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ShouldHoldAsync(answer, Words)).ShouldContain("/signin?returnUrl=");
    }

    [Theory, InlineData("reply", "Body"), InlineData("appeal", "AppealReason"), InlineData("nonsense", "Body")]
    public async Task Should_Give_Back_What_Was_Written_When_The_Page_No_Longer_Has_The_Form(string form, string field)
    {
        var ticket = await FileAsync("gone");
        using var browser = Browser();
        var tab = await (await PageForms.FollowAsync(browser, await LinkAsync(ticket))).Content.ReadAsStringAsync();

        var answer = await SendAsync(browser, "/requests", tab, form, (field, Words));
        await ShouldHoldAsync(answer, Words);
    }

    [Fact]
    public async Task Should_Say_Which_Draft_Has_Arrived_Only_When_It_Has()
    {
        var ticket = await FileAsync("draft");
        using var browser = Browser(followRedirects: false);
        await PageForms.FollowAsync(browser, await LinkAsync(ticket));
        var tab = await browser.GetStringAsync($"/requests/{ticket.Number}");

        var refused = await SendAsync(browser, $"/requests/{ticket.Number}", tab, "reply", ("Body", " "));
        Cookies(refused).ShouldNotContain("cs-sent");
        var taken = await SendAsync(browser, $"/requests/{ticket.Number}", tab, "reply", ("Body", Words));
        Cookies(taken).ShouldContain($"cs-sent=reply-{ticket.Number}");
    }

    [Fact]
    public async Task Should_Not_Show_Another_Sites_Words_As_The_Visitors_Own()
    {
        using var browser = Browser();
        using var message = new HttpRequestMessage(HttpMethod.Post, "/requests/new/other")
        {
            Content = new FormUrlEncodedContent([new("_handler", "request"), new("Body", Words)]),
            Headers = { { "Sec-Fetch-Site", "cross-site" } },
        };
        var answer = await browser.SendAsync(message);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        page.ShouldContain("This request could not be read");
        page.ShouldNotContain(Words);
    }

    [Theory, InlineData("/"), InlineData("/requests/new"), InlineData("/search?q=invoice")]
    public async Task Should_Not_Keep_Somebodys_Words_For_Others(string path)
    {
        using var browser = Browser();
        var answer = await SendAsync(browser, path, "", "nonsense", ("Body", Words));
        await ShouldHoldAsync(answer, Words);
        using var other = Browser();
        WebUtility.HtmlDecode(await other.GetStringAsync(path)).ShouldNotContain(Words);
    }

    [Fact]
    public async Task Should_Say_All_That_Is_Missing_Or_Does_Not_Fit_In_One_Round()
    {
        using var browser = Browser();
        var tab = await browser.GetStringAsync("/requests/new/charge");
        var answer = await SendAsync(
            browser,
            "/requests/new/charge",
            tab,
            "request",
            ("Body", Words),
            ("Name", "Li Lei"),
            ("Email", "no address"),
            ("Fields[amount]", "-5")
        );
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        var summary = page[
            page.IndexOf("cs-summary", StringComparison.Ordinal)..page.IndexOf("<form class=\"cs-form\"", StringComparison.Ordinal)
        ];
        foreach (var field in new[] { "#Subject", "#Email", "#Fields[amount]", "#Fields[reason]" })
        {
            summary.ShouldContain(field);
        }

        summary.ShouldNotContain("#Body");
        page.ShouldContain(Words);
    }

    [Fact]
    public async Task Should_Give_Back_What_Came_Too_Often()
    {
        await using var settings = await ServerSettings.CreateAsync(Framework.EntityFrameworkCore.Data.DatabaseProvider.Sqlite);
        settings.Environment["RateLimits__FormsPerMinute"] = "1";
        await using var product = await Product.OpenAsync(settings);
        await product.CreateTenantAsync("alpha");
        await using var process = await ServerProcess.StartAsync(settings);
        using var browser = process.Client("alpha.localhost");
        var tab = await browser.GetStringAsync("/requests/new/other");
        await SendAsync(browser, "/requests/new/other", tab, "request", ("Body", "first"));

        var answer = await SendAsync(browser, "/requests/new/other", tab, "request", ("Body", Words));
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        await ShouldHoldAsync(answer, Words);
    }

    private HttpClient Browser(bool followRedirects = true) => server.Process.Client("alpha.localhost", followRedirects);

    private Task<PortalTicketCreatedDto> FileAsync(string subject) =>
        server.Product.RunAsync(
            server.Alpha.Id,
            p =>
                p.GetRequiredService<IPortalTicketAppService>()
                    .CreateAsync(
                        new CreatePortalTicketInput
                        {
                            RequestTypeKey = "other",
                            Subject = subject,
                            Body = "It is so.",
                            Name = "Li Lei",
                            Email = "li.lei@example.com",
                        }
                    )
        );

    private Task<string> LinkAsync(PortalTicketCreatedDto ticket) =>
        server.Product.RunAsync(
            server.Alpha.Id,
            p =>
                Task.FromResult(
                    p.GetRequiredService<IAccessLinkService>()
                        .Create(ticket.RequesterId, $"/requests/{ticket.Number}", TimeSpan.FromDays(1), ticket.Id)
                )
        );

    /// <summary>What a browser sends from a page that it still shows.</summary>
    private static Task<HttpResponseMessage> SendAsync(
        HttpClient browser,
        string path,
        string page,
        string form,
        params (string Name, string Value)[] fields
    )
    {
        var content = new MultipartFormDataContent
        {
            { new StringContent(form), "_handler" },
            { new StringContent(PageForms.TokenOf(page)), "__RequestVerificationToken" },
        };
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        return browser.PostAsync(path, content);
    }

    private static async Task<string> ShouldHoldAsync(HttpResponseMessage answer, params string[] words)
    {
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("text/html");
        var raw = await answer.Content.ReadAsStringAsync();
        var page = WebUtility.HtmlDecode(raw);
        page.ShouldContain("what you wrote is safe");
        page.ShouldContain("</html>");
        page.ShouldNotContain("Cannot submit");
        page.ShouldNotContain("antiforgery");
        foreach (var word in words)
        {
            page.ShouldContain(word);
        }

        return raw;
    }

    private static string Cookies(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? string.Join('\n', cookies) : "";
}
