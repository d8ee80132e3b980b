using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.IntegrationTests.Isolation;

namespace CustomerService.IntegrationTests.Portal;

/// <summary>Every page carries a policy that allows what stands in it, and nothing else.</summary>
public sealed partial class PagePolicyTests
{
    [Fact]
    public async Task Should_Allow_On_Every_Page_What_It_Needs_And_No_More()
    {
        await using var world = await World.OpenAsync(DatabaseProvider.Sqlite);
        using var admin = await world.WithoutJarAsync(world.Alpha, "admin");
        using var stranger = world.Client("alpha.localhost", keepCookies: false);
        using var host = world.Client("localhost", keepCookies: false);
        var wrong = new List<string>();
        var pages = 0;
        foreach (var path in PathsOf(world).Append("/nothing/here"))
        {
            foreach (var (who, client) in new[] { ("admin", admin), ("stranger", stranger), ("host", host) })
            {
                using var answer = await client.GetAsync(path);
                var policy = answer.Headers.TryGetValues("Content-Security-Policy", out var values) ? string.Join(" | ", values) : "";
                var text = answer.Content.Headers.ContentType?.MediaType == "text/html" ? await answer.Content.ReadAsStringAsync() : null;
                wrong.AddRange(ProblemsOf(policy, text).Select(p => $"{path} as {who}: {p}"));
                pages += text is null ? 0 : 1;
            }
        }

        pages.ShouldBeGreaterThan(100);
        wrong.ShouldBeEmpty();
    }

    /// <summary>The policy of a cached page is the one that was made with it.</summary>
    [Fact]
    public async Task Should_Keep_The_Policy_With_A_Page_That_Comes_From_The_Cache()
    {
        await using var world = await World.OpenAsync(DatabaseProvider.Sqlite);
        using var stranger = world.Client("alpha.localhost", keepCookies: false);
        var policies = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await stranger.GetAsync("/kb/" + world.Fillers.ValueOf("/kb/{Category}", "Category"));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            policies.Add(answer.Headers.GetValues("Content-Security-Policy").Single());
        }

        policies.Distinct().ShouldHaveSingleItem().ShouldContain("sha256-");
    }

    /// <summary>Scalar's page begins with a script and makes its styles; nothing else may.</summary>
    [Fact]
    public async Task Should_Allow_The_Page_About_The_Api_Its_One_Script_By_A_Nonce_Of_Each_Answer()
    {
        await using var world = await World.OpenAsync(DatabaseProvider.Sqlite);
        using var stranger = world.Client("alpha.localhost", keepCookies: false);
        var nonces = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var answer = await stranger.GetAsync(ApiReference + "/");
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldStartWith("default-src 'none';");
            var nonce = Nonce().Match(policy).Groups[1].Value;
            policy.ShouldContain($"script-src 'self' 'nonce-{nonce}'; connect-src 'self';");
            (await answer.Content.ReadAsStringAsync()).ShouldContain($"nonce=\"{nonce}\"");
            nonces.Add(nonce);
        }

        nonces.Distinct().Count().ShouldBe(2);
    }

    private const string ApiReference = "/api/docs";

    private static IEnumerable<string> PathsOf(World world) =>
        world
            .Calls()
            .Where(c => c.Method == HttpMethod.Get && !c.Path.StartsWith(ApiReference, StringComparison.Ordinal))
            .Select(c => c.Path);

    [GeneratedRegex("'nonce-([^']{16,})'")]
    private static partial Regex Nonce();

    private static IEnumerable<string> ProblemsOf(string policy, string? html)
    {
        var rules = policy
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(rule => rule.Split(' ', 2))
            .ToDictionary(rule => rule[0], rule => rule.Length > 1 ? rule[1] : "");
        if (rules.GetValueOrDefault("default-src") != "'none'")
        {
            yield return $"the policy is wide: {policy}";
            yield break;
        }

        foreach (var wide in rules.Where(r => r.Value.Split(' ').Any(v => v is "*" or "http:" or "https:" or "ws:" or "wss:" or "blob:")))
        {
            yield return $"{wide.Key} is wide: {wide.Value}";
        }

        if (html is null)
        {
            yield break;
        }

        if (rules.GetValueOrDefault("script-src", "'self'") != "'self'" || rules.GetValueOrDefault("frame-ancestors") != "'none'")
        {
            yield return $"scripts or frames: {policy}";
        }

        foreach (Match script in Scripts().Matches(html))
        {
            if (!LocalSource().IsMatch(script.Groups[1].Value) || script.Groups[2].Value.Trim().Length > 0)
            {
                yield return $"a script of its own: {script.Value}";
            }
        }

        var isConsole = html.Contains("_content/MudBlazor/", StringComparison.Ordinal);
        var isOpen = rules["style-src"].Contains("'unsafe-inline'", StringComparison.Ordinal);
        if (isConsole != isOpen)
        {
            yield return $"the console and its library on the wrong page, or without it: {policy}";
        }

        foreach (Match style in Styles().Matches(html))
        {
            var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style.Groups[1].Value)));
            if (!isOpen && !rules["style-src"].Contains(hash, StringComparison.Ordinal))
            {
                yield return $"a style that the policy does not know: {style.Value}";
            }
        }

        var isInteractive = rules.GetValueOrDefault("style-src-attr")?.Contains("'unsafe-inline'", StringComparison.Ordinal) == true;
        foreach (Match attribute in StyleAttributes().Matches(html))
        {
            var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(attribute.Groups[1].Value)));
            if (!isInteractive && !rules["style-src-attr"].Contains(hash, StringComparison.Ordinal))
            {
                yield return $"a style attribute: {attribute.Value}";
            }
        }

        if (Handlers().Match(html) is { Success: true } handler)
        {
            yield return $"an inline handler: {handler.Value}";
        }

        foreach (Match image in Images().Matches(html))
        {
            if (!LocalSource().IsMatch(image.Value) && !image.Value.Contains("\"data:", StringComparison.Ordinal))
            {
                yield return $"a picture from elsewhere: {image.Value}";
            }
        }
    }

    [GeneratedRegex("<script\\b([^>]*)>(.*?)</script>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Scripts();

    [GeneratedRegex("<style\\b[^>]*>(.*?)</style>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Styles();

    [GeneratedRegex("<[a-z][^>]*\\sstyle=\"([^\"]*)\"", RegexOptions.IgnoreCase)]
    private static partial Regex StyleAttributes();

    [GeneratedRegex("<[a-z][^>]*\\son[a-z]+=\"[^\"]*\"", RegexOptions.IgnoreCase)]
    private static partial Regex Handlers();

    [GeneratedRegex("<img\\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Images();

    [GeneratedRegex("\\ssrc=\"(?!https?:|//)[^\"]+\"", RegexOptions.IgnoreCase)]
    private static partial Regex LocalSource();
}
