using CustomerService.TestBase;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(CustomerService.BrowserTests.BrowserFixture))]

namespace CustomerService.BrowserTests;

/// <summary>One headless Chromium for all journeys; every person gets a context of their own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    /// <summary>The same engine twice: the first draws no window around its pages, which costs a third of the time.</summary>
    private static readonly string[] Executables = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string ScreenshotFolder { get; } =
        Directory.CreateDirectory(Path.Combine(RepositoryPaths.Output, "screenshots")).FullName;

    public async ValueTask InitializeAsync()
    {
        // As long as for an action: a busy machine draws a page late, not wrong.
        Assertions.SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Executables.FirstOrDefault(File.Exists),
                Headless = true,
                Args = Arguments,
            }
        );
    }

    /// <summary>A person at a screen. <paramref name="locale"/>: en-US or zh-CN.</summary>
    public async Task<Person> OpenAsync(
        string name,
        string locale = "en-US",
        int width = 1440,
        int height = 900,
        ColorScheme scheme = ColorScheme.Light,
        bool script = true
    )
    {
        var context = await _browser!.NewContextAsync(
            new()
            {
                Locale = locale,
                ViewportSize = new() { Width = width, Height = height },
                ColorScheme = scheme,
                JavaScriptEnabled = script,
                TimezoneId = "Asia/Shanghai",
            }
        );
        context.SetDefaultTimeout(20_000);
        return new Person(name, context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}

/// <summary>A browser context with one page, and the errors it met.</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly string _name;
    private readonly IBrowserContext _context;

    public Person(string name, IBrowserContext context, IPage page)
    {
        (_name, _context, Page) = (name, context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Errors.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Script errors and failed resources of the pages that were seen.</summary>
    public List<string> Errors { get; } = [];

    public Task<bool> ScrollsSidewaysAsync() =>
        Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1");

    /// <summary>Keeps a picture of the page as test output.</summary>
    public async Task ShootAsync(string picture, bool fullPage = false)
    {
        var options = new PageScreenshotOptions
        {
            Path = Path.Combine(BrowserFixture.ScreenshotFolder, $"{_name}-{picture}.png"),
            FullPage = fullPage,
        };
        try
        {
            await Page.ScreenshotAsync(options);
        }
        catch (PlaywrightException e) when (e.Message.Contains("Unable to capture", StringComparison.Ordinal))
        {
            // The browser's compositor was still busy with the page before.
            await Page.ScreenshotAsync(options);
        }
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
