using System.Text.RegularExpressions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(CustomerService.BrowserTests.DemoServer))]

namespace CustomerService.BrowserTests;

/// <summary>The product as a newcomer starts it, SQLite and demo tenants: one for all who need no company of their own.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    private ServerSettings? _settings;
    private ServerProcess? _process;
    private StripePeer? _peer;

    /// <summary>Signs a colleague in and opens a page of the console.</summary>
    /// <param name="slug">Null: the operator, in the host console.</param>
    public async Task<IPage> EnterAsync(Person person, string? slug, string path, string name = "admin")
    {
        var (page, host) = (person.Page, slug is null ? "localhost" : slug + ".localhost");
        await page.GotoAsync(Url(host, slug is null ? "/host/signin" : "/signin"));
        await page.Locator("input[name='Input.Email']").FillAsync(slug is null ? "operator@localhost.example" : $"{name}@{slug}.example");
        await page.Locator("input[name='Input.Password']").FillAsync("Demo-Pass-2026");
        await page.Locator("form:has(input[name='Input.Password']) button[type=submit]").ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("/signin"));
        await page.GotoAsync(Url(host, path));
        await Assertions.Expect(page.Locator(".cs-shell")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>Skips the test where there is nobody to pay.</summary>
    public StripePeer RequirePeer()
    {
        Assert.SkipUnless(_peer is not null, "The peer of Stripe is absent.");
        return _peer;
    }

    public string Url(string host, string path) => $"http://{host}:{_process!.Port}{path}";

    /// <summary>The link in the confirmation of the request on the page: opening it proves the address.</summary>
    public async Task<string> MailedLinkAsync(IPage page)
    {
        var (host, number) = (new Uri(page.Url).Host, new Uri(page.Url).Segments[^1]);
        string? link = null;
        await Wait.UntilAsync(async () => (link = await FindLinkAsync(host, number)) is not null, "the confirmation is written");
        return link!;
    }

    private async Task<string?> FindLinkAsync(string host, string number)
    {
        await using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_settings!.DataDirectory, "customer-service.db")};Mode=ReadOnly"
        );
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select "ActionUrl" from "NotificationMails"
            where "Key" like 'accepted:%' and "Subject" like '[#' || $number || ']%' and "ActionUrl" like '%//' || $host || ':%'
            """;
        command.Parameters.AddWithValue("$number", number);
        command.Parameters.AddWithValue("$host", host);
        return (string?)await command.ExecuteScalarAsync();
    }

    public async ValueTask InitializeAsync()
    {
        _settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        _settings.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        _settings.Environment["Demo__Seed"] = "true";
        // All the tests come from one network address, as no office would.
        _settings.Environment["Identity__AttemptsPerMinute"] = "1000";
        _settings.Environment["RateLimits__FormsPerMinute"] = "1000";
        _settings.Environment["RateLimits__LookupsPerMinute"] = "10000";
        _settings.Environment["RateLimits__VerificationsPerMinute"] = "1000";
        if (StripePeer.IsThere)
        {
            // Companies pay; the peer's events are not sent, and whoever comes back from its page is not left to wait for them.
            _peer = await StripePeer.StartAsync();
            _settings.Environment["Billing__Stripe__SecretKey"] = StripePeer.Key;
            _settings.Environment["Billing__Stripe__ApiBase"] = _peer.Address;
        }

        _process = await ServerProcess.StartAsync(_settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _process!.DisposeAsync();
        await _settings!.DisposeAsync();
        _peer?.Kill();
    }
}
