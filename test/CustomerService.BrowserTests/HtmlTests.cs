using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using CustomerService.TestBase;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>
/// Every page of the portal, as it leaves the server, is valid HTML: what browsers mend silently, screen readers and
/// other programs may not.
/// </summary>
public sealed class HtmlTests(BrowserFixture browser, DemoServer demo)
{
    private static readonly string Folder = Path.Combine(RepositoryPaths.Root, "test", "CustomerService.BrowserTests");
    private static readonly string Validator = Path.Combine(
        RepositoryPaths.Root,
        "test",
        "node_modules",
        "html-validate",
        "bin",
        "html-validate.mjs"
    );

    [Theory, InlineData("acme", "en-US", "refund", "billing"), InlineData("yunduan", "zh-CN", "退款", "orders")]
    public async Task Should_Be_Valid_On_Every_Page(string slug, string locale, string word, string category)
    {
        Assert.SkipUnless(File.Exists(Validator), "html-validate is absent: run npm ci in test (etc/test.sh does).");
        var files = Directory.CreateDirectory(Path.Combine(RepositoryPaths.Output, "html", slug));
        await using var person = await browser.OpenAsync($"html-{slug}", locale, 390, 844, script: false);
        var page = person.Page;
        string[] pages =
        [
            "/",
            $"/search?q={word}",
            "/search?q=qqqqzzzz",
            $"/kb/{category}",
            "/requests/new",
            "/requests/new/account",
            "/requests/new/charge",
            "/requests/new/other",
            "/requests/new/other?prefill=x.y",
            "/verify",
            "/verify?v=fake.example",
            "/signin",
            "/link-expired",
            "/suspended",
            "/kb/none/none",
        ];
        foreach (var path in pages)
        {
            await KeepAsync(Regex.Replace(path, "[^a-z]+", "_"), (await page.GotoAsync(Url(path)))!);
        }

        await page.GotoAsync(Url($"/search?q={word}"));
        await KeepAsync("article", await AnswerAsync(() => page.Locator(".cs-results__title").First.ClickAsync()));
        await page.GotoAsync(Url("/requests/new/other"));
        var send = page.Locator("form[data-draft] button[type=submit]").Last;
        await page.Locator("input[type=file]")
            .First.SetInputFilesAsync(
                new FilePayload
                {
                    Name = "notes.txt",
                    MimeType = "text/plain",
                    Buffer = "a line"u8.ToArray(),
                }
            );
        await KeepAsync("problems", await AnswerAsync(() => send.ClickAsync()));
        foreach (
            var (field, value) in new[]
            {
                ("#Subject", "Where is it?"),
                ("#Body", "Look"),
                ("#Name", "Li Lei"),
                ("#Email", "li.lei@example.com"),
            }
        )
        {
            await page.Locator(field).FillAsync(value);
        }

        await send.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/requests/sent"));
        await KeepAsync("sent", (await page.ReloadAsync())!);
        await page.Locator(".cs-actions .cs-btn--primary").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/requests/[0-9]+"));
        await KeepAsync("receipt", (await page.ReloadAsync())!);
        await page.FollowMailedAsync(await demo.MailedLinkAsync(page));
        await Expect(page.Locator(".cs-progress")).ToBeVisibleAsync();
        await KeepAsync("request", (await page.ReloadAsync())!);
        await KeepAsync("requests", (await page.GotoAsync(Url("/requests")))!);
        (await ProblemsAsync(files.FullName)).ShouldBeEmpty();

        string Url(string path) => demo.Url(slug + ".localhost", path);

        async Task KeepAsync(string name, IResponse answer) =>
            await File.WriteAllTextAsync(Path.Combine(files.FullName, name + ".html"), await answer.TextAsync());

        Task<IResponse> AnswerAsync(Func<Task> act) => page.RunAndWaitForResponseAsync(act, r => r.Request.IsNavigationRequest);
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(string folder)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        foreach (
            var word in new[] { Validator, "--config", Path.Combine(Folder, "html-validate.json"), "--formatter", "json" }.Concat(
                Directory.GetFiles(folder, "*.html").Order()
            )
        )
        {
            start.ArgumentList.Add(word);
        }

        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        using var found = JsonDocument.Parse(
            await output is { Length: > 0 } json ? json : throw new InvalidOperationException(await errors)
        );
        return
        [
            .. from file in found.RootElement.EnumerateArray()
            from problem in file.GetProperty("messages").EnumerateArray()
            select $"{Path.GetFileName(file.GetProperty("filePath").GetString())}:{problem.GetProperty("line")} "
                + $"{problem.GetProperty("ruleId")}: {problem.GetProperty("message")}",
        ];
    }
}
