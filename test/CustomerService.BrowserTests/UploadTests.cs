using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CustomerService.BrowserTests;

/// <summary>
/// Files of a form as people meet them: progress, a cut connection, a reload, a drop, a paste; nothing chosen is lost
/// or sent twice.
/// </summary>
public sealed class UploadTests(BrowserFixture browser, DemoServer demo)
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task Should_Go_On_After_A_Cut_Connection_And_A_Reload()
    {
        await using var person = await browser.OpenAsync("upload", "en-US", 390, 844);
        var page = person.Page;
        await page.GotoAsync(demo.Url("acme.localhost", "/requests/new/other"));
        var (items, pieces, cut) = (page.Locator(".cs-files__item"), new List<string>(), true);
        await page.RouteAsync(
            "**/portal/uploads/*",
            async route =>
            {
                var offset = route.Request.Headers.GetValueOrDefault("upload-offset");
                if (cut && offset == $"{Megabyte}")
                {
                    await route.AbortAsync();
                    return;
                }

                pieces.Add($"{route.Request.Method} {offset}");
                await route.ContinueAsync();
            }
        );
        await page.Locator("#Subject").FillAsync("A long film");
        await page.Locator("input[type=file]").SetInputFilesAsync(Pdf("film.pdf", 3 * Megabyte));
        await Expect(items).ToContainTextAsync("No connection");
        await person.ShootAsync("cut", fullPage: true);

        await page.ReloadAsync();
        await Expect(page.Locator("#Subject")).ToHaveValueAsync("A long film");
        await Expect(items).ToContainTextAsync("film.pdf");
        cut = false;
        await Expect(items).ToContainTextAsync("attached", new() { Timeout = 40_000 });
        pieces
            .Where(p => p.StartsWith("PATCH", StringComparison.Ordinal))
            .ShouldBe(["PATCH 0", $"PATCH {Megabyte}", $"PATCH {2 * Megabyte}"], "no piece is sent twice");

        await page.Locator("#Body").FillAsync("See the file.");
        await page.Locator("#Name").FillAsync("Li Lei");
        await page.Locator("form[data-draft] button[type=submit]").Last.ClickAsync();
        await Expect(page.Locator(".cs-summary")).ToBeVisibleAsync();
        await Expect(items).ToContainTextAsync("attached");
        await page.Locator("#Email").FillAsync("li.lei@example.com");
        await page.Locator("form[data-draft] button[type=submit]").Last.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/requests/sent"));
        await page.Locator(".cs-actions .cs-btn--primary").First.ClickAsync();
        await Expect(page.Locator(".cs-file-chip")).ToContainTextAsync("film.pdf · 3 MB");

        await page.GotoAsync(demo.Url("acme.localhost", "/requests/new/other"));
        await Expect(items).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Should_Take_Drops_And_Pastes_And_Wait_For_Them_Before_Sending()
    {
        await using var person = await browser.OpenAsync("upload-drop", "zh-CN", 1280, 900, ColorScheme.Dark);
        var page = person.Page;
        await page.GotoAsync(demo.Url("yunduan.localhost", "/requests/new/other"));
        var items = page.Locator(".cs-files__item");
        await Expect(page.Locator(".cs-files .cs-help")).ToBeVisibleAsync();
        await page.EvaluateAsync(
            """
            () => {
              const give = (type, name, part, at, member) => {
                const data = new DataTransfer();
                data.items.add(new File([part], name, { type }));
                const event = new Event(at, { bubbles: true, cancelable: true });
                event[member] = data;
                return event;
              };
              document.querySelector('[data-files]').dispatchEvent(give('text/plain', '清单.txt', '第一行', 'drop', 'dataTransfer'));
              document.querySelector('#Body').dispatchEvent(give('image/png', 'image.png', new Uint8Array([0x89, 0x50, 0x4E, 0x47, 13,
                  10, 26, 10, 1]), 'paste', 'clipboardData'));
              document.querySelector('[data-files]').dispatchEvent(give('application/x-msdownload', 'evil.exe', 'MZ', 'drop',
                  'dataTransfer'));
            }
            """
        );
        await Expect(items).ToHaveCountAsync(3);
        await Expect(items.Nth(2)).ToContainTextAsync("不能接收");
        await person.ShootAsync("three", fullPage: true);

        // What cannot come is not left out in silence.
        await page.Locator("#Subject").FillAsync("附件");
        await page.Locator("#Body").FillAsync("请看附件。");
        await page.Locator("#Name").FillAsync("李雷");
        await page.Locator("#Email").FillAsync("li.lei@example.com");
        var send = page.Locator("form[data-draft] button[type=submit]").Last;
        await send.ClickAsync();
        await Expect(items.Nth(2).Locator("button:visible").First).ToBeFocusedAsync();
        await items.Nth(2).Locator("button").Last.ClickAsync();
        await Expect(items).ToHaveCountAsync(2);

        // A slow file holds the form back, which then goes by itself.
        var gate = new TaskCompletionSource();
        await page.RouteAsync(
            "**/portal/uploads/*",
            async route =>
            {
                await gate.Task;
                await route.ContinueAsync();
            }
        );
        await page.Locator("input[type=file]").SetInputFilesAsync(Pdf("slow.pdf", 5000));
        await send.ClickAsync();
        await Expect(page.Locator(".cs-files .cs-notice")).ToContainTextAsync("自动提交");
        page.Url.ShouldEndWith("/requests/new/other");
        gate.SetResult();
        await Expect(page).ToHaveURLAsync(new Regex("/requests/sent"));
        await page.Locator(".cs-actions .cs-btn--primary").First.ClickAsync();
        await Expect(page.Locator(".cs-file-chip")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Should_Tell_An_Empty_File_And_The_Eleventh_Beside_Those_That_Came()
    {
        await using var person = await browser.OpenAsync("upload-eleven", "en-US", 390, 844);
        var page = person.Page;
        await page.GotoAsync(demo.Url("acme.localhost", "/requests/new/other"));
        await Expect(page.Locator(".cs-files .cs-help")).ToBeVisibleAsync();
        var files = Enumerable
            .Range(1, 9)
            .Select(i => Pdf($"page-{i}.pdf", 100))
            .Append(
                new FilePayload
                {
                    Name = "void.pdf",
                    MimeType = "application/pdf",
                    Buffer = [],
                }
            )
            .Append(Pdf("last.pdf", 100));
        await page.Locator("input[type=file]").SetInputFilesAsync([.. files]);

        var items = page.Locator(".cs-files__item");
        await Expect(items).ToHaveCountAsync(11);
        await Expect(items.Filter(new() { HasText = "void.pdf" })).ToContainTextAsync("is empty");
        await Expect(items.Filter(new() { HasText = "last.pdf" })).ToContainTextAsync("at most 10");
        await person.ShootAsync("told", fullPage: true);
    }

    private static FilePayload Pdf(string name, int bytes) =>
        new()
        {
            Name = name,
            MimeType = "application/pdf",
            Buffer = [.. "%PDF-1.7"u8, .. new byte[bytes - 8]],
        };
}
