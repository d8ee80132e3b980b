using System.Net.Http.Headers;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.TestBase;

namespace CustomerService.IntegrationTests;

/// <summary>A served product with two tenants, alpha and beta, and a token of each; one per test class and database.</summary>
public abstract class RunningServer(DatabaseProvider provider) : IAsyncLifetime
{
    private ServerSettings? _settings;
    private ServerProcess? _process;
    private Product? _product;

    public ServerSettings Settings => _settings!;

    public ServerProcess Process => _process!;

    internal Product Product => _product!;

    public TenantInfo Alpha { get; private set; } = null!;

    public TenantInfo Beta { get; private set; } = null!;

    public string AlphaToken { get; private set; } = "";

    public string BetaToken { get; private set; } = "";

    public DatabaseProvider Provider => provider;

    private bool IsMissing => provider == DatabaseProvider.PostgreSql && TestPostgres.Superuser is null;

    public async ValueTask InitializeAsync()
    {
        if (IsMissing)
        {
            return;
        }

        _settings = await ServerSettings.CreateAsync(provider);
        _product = await Product.OpenAsync(_settings);
        Alpha = await Product.CreateTenantAsync("alpha");
        Beta = await Product.CreateTenantAsync("beta", "ecommerce", "zh-Hans");
        AlphaToken = await Product.CreateTokenAsync(Alpha.Id, Scopes);
        BetaToken = await Product.CreateTokenAsync(Beta.Id, Scopes);
        _process = await ServerProcess.StartAsync(_settings);
    }

    public static string[] Scopes => ["Tickets.Read", "Tickets.Create", "Tickets.Reply", "Tickets.Note", "Tickets.Edit"];

    /// <summary>Skips the test, with the reason, where its database is absent.</summary>
    public void Require()
    {
        if (IsMissing)
        {
            TestPostgres.Require();
        }
    }

    /// <summary>A client of the API with this token (none when empty), on the bare host name.</summary>
    public HttpClient Api(string token, string host = "localhost")
    {
        var client = Process.Client(host, followRedirects: false);
        if (token.Length > 0)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_settings is null)
        {
            return;
        }

        await Process.DisposeAsync();
        await Product.DisposeAsync();
        await Settings.DisposeAsync();
    }
}

public sealed class SqliteServer() : RunningServer(DatabaseProvider.Sqlite);

public sealed class PostgreSqlServer() : RunningServer(DatabaseProvider.PostgreSql);
