using System.Net;
using System.Text.RegularExpressions;
using CustomerService.TestBase;

namespace CustomerService.IntegrationTests.Defence;

/// <summary>What a browser gets over https, as a proxy on this machine reports it, and over plain http.</summary>
public sealed partial class SecureCookieTests(SqliteServer server) : IClassFixture<SqliteServer>
{
    [Fact]
    public async Task Should_Prefix_The_Cookies_And_Ask_For_Https_Over_Https()
    {
        using var browser = server.Process.Client("alpha.localhost", followRedirects: false);
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var cookies = await SignInAsync(browser);

        cookies.Keys.ShouldBe(["__Host-cs-antiforgery", "__Host-cs-session", "__Host-cs-device"], ignoreOrder: true);
        cookies.Values.ShouldAllBe(c =>
            c.Contains("; secure", StringComparison.OrdinalIgnoreCase)
            && c.Contains("; path=/", StringComparison.OrdinalIgnoreCase)
            && c.Contains("; httponly", StringComparison.OrdinalIgnoreCase)
            && !c.Contains("domain=", StringComparison.OrdinalIgnoreCase)
        );
        (await DeskAsync(browser, cookies, name => name)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await DeskAsync(browser, cookies, name => name["__Host-".Length..])).StatusCode.ShouldBe(
            HttpStatusCode.Redirect,
            "a plain name may have been planted"
        );
        var page = await browser.GetAsync("/signin");
        page.Headers.GetValues("Strict-Transport-Security").ShouldHaveSingleItem().ShouldStartWith("max-age=31536000");
    }

    [Fact]
    public async Task Should_Keep_Plain_Names_Over_Http()
    {
        using var browser = server.Process.Client("alpha.localhost", followRedirects: false);
        var cookies = await SignInAsync(browser);

        cookies.Keys.ShouldBe(["cs-antiforgery", "cs-session", "cs-device"], ignoreOrder: true);
        (await browser.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/signin")).Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
    }

    private static async Task<HttpResponseMessage> DeskAsync(
        HttpClient browser,
        Dictionary<string, string> cookies,
        Func<string, string> rename
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/desk");
        request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => $"{rename(c.Key)}={Value(c.Value)}")));
        return await browser.SendAsync(request);
    }

    private static async Task<Dictionary<string, string>> SignInAsync(HttpClient browser)
    {
        var page = await browser.GetAsync("/signin");
        var cookies = Cookies(page);
        var html = await page.Content.ReadAsStringAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/signin")
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["_handler"] = Handler().Match(html).Groups[1].Value,
                    ["__RequestVerificationToken"] = WebUtility.HtmlDecode(PageForms.TokenOf(html)),
                    ["Input.Email"] = "admin@alpha.example",
                    ["Input.Password"] = Product.Password,
                }
            ),
        };
        if (cookies.Keys.Any(name => name.StartsWith("__Host-", StringComparison.Ordinal)))
        {
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={Value(c.Value)}")));
        }

        var answer = await browser.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        foreach (var (name, value) in Cookies(answer))
        {
            cookies[name] = value;
        }

        return cookies;
    }

    private static Dictionary<string, string> Cookies(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var values)
            ? values.Where(v => v.Contains("cs-", StringComparison.Ordinal)).ToDictionary(v => v.Split('=')[0])
            : [];

    private static string Value(string setCookie) => setCookie.Split(';')[0].Split('=', 2)[1];

    [GeneratedRegex("name=\"_handler\" value=\"([^\"]*password[^\"]*|sign-?in[^\"]*)\"")]
    private static partial Regex Handler();
}
