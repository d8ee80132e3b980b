using System.Net;
using System.Net.Sockets;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.TestBase;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;

namespace CustomerService.IntegrationTests.Isolation;

/// <summary>Two tenants, alpha marked all over, and the whole product serving from inside the test.</summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>Not ours: the framework's own plumbing, which carries no tenant's data by address.</summary>
    private static readonly string[] Plumbing = ["/_blazor", "/_framework", "/_content", "/health"];

    private readonly ServerSettings _settings;
    private readonly int _port;

    private World(
        ServerSettings settings,
        Product product,
        int port,
        TenantInfo alpha,
        TenantInfo beta,
        string betaToken,
        RouteFillers fillers
    ) => (_settings, Product, _port, Alpha, Beta, BetaToken, Fillers) = (settings, product, port, alpha, beta, betaToken, fillers);

    public Product Product { get; }

    public TenantInfo Alpha { get; }

    public TenantInfo Beta { get; }

    public string BetaToken { get; }

    public RouteFillers Fillers { get; }

    public static async Task<World> OpenAsync(DatabaseProvider provider)
    {
        var settings = await ServerSettings.CreateAsync(provider);
        foreach (
            var limit in new[]
            {
                "RateLimits__FormsPerMinute",
                "RateLimits__LookupsPerMinute",
                "RateLimits__UploadsPerMinute",
                "RateLimits__VerificationsPerMinute",
                "RateLimits__SignUpsPerHour",
                "Identity__AttemptsPerMinute",
            }
        )
        {
            settings.Environment[limit] = "100000";
        }

        TenantInfo alpha,
            beta;
        string betaToken;
        await using (var arranging = await Product.OpenAsync(settings))
        {
            alpha = await arranging.CreateTenantAsync("alpha", name: $"{MarkedTenant.Marker} Company");
            beta = await arranging.CreateTenantAsync("beta");
            await MarkedTenant.FillAsync(arranging, alpha, 6);
            await MarkedTenant.FillAsync(arranging, beta, 1);
            await arranging.CreateTokenAsync(alpha.Id, "Tickets.Read");
            betaToken = await arranging.CreateTokenAsync(beta.Id, RunningServer.Scopes);
            await MarkedTenant.MarkAsync(arranging, alpha, settings);
        }

        Prerendering.SwitchOn();

        // A new one, so that nothing of what was marked lies in a cache.
        var product = await Product.OpenAsync(
            settings,
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddScoped<IJSRuntime, NoScripts>();
            }
        );
        return new World(
            settings,
            product,
            await product.ServeAsync(),
            alpha,
            beta,
            betaToken,
            await RouteFillers.ReadAsync(product, alpha)
        );
    }

    public IEnumerable<RouteEndpoint> Endpoints() =>
        Product
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => !Plumbing.Any(p => ("/" + e.RoutePattern.RawText!.TrimStart('/')).StartsWith(p, StringComparison.Ordinal)));

    /// <summary>Looking first, then sending; the end of the session comes last.</summary>
    public IEnumerable<(HttpMethod Method, string Path)> Calls() =>
        Endpoints()
            .Where(e => Fillers.PathOf(e) is not null)
            .SelectMany(e =>
                (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                    .Where(m => m != "HEAD")
                    .Select(m => (Method: HttpMethod.Parse(m), Path: Fillers.PathOf(e)!))
            )
            .Append((HttpMethod.Get, "/search?q=api"))
            .Append((HttpMethod.Get, "/portal/suggest?q=api"))
            .Append((HttpMethod.Get, "/verify?v=evil.example"))
            .Append((HttpMethod.Get, "/verify?v=400-810-1234"))
            .Append((HttpMethod.Get, "/desk?q=Matter"))
            .Append((HttpMethod.Get, "/api/v1/tickets?q=Matter"))
            .Distinct()
            .OrderBy(c => c.Item1 != HttpMethod.Get)
            .ThenBy(c => c.Item2 == "/signout");

    /// <summary>Signed in as somebody of the tenant; with no role, nobody.</summary>
    public async Task<HttpClient> ClientAsync(TenantInfo tenant, string role) => (await SignInAsync(tenant, role)).Client;

    /// <summary>Signed in for good: what an answer sets or takes away does not change who asks next.</summary>
    public async Task<HttpClient> WithoutJarAsync(TenantInfo tenant, string role)
    {
        var (first, session) = await SignInAsync(tenant, role);
        first.Dispose();
        var client = Client($"{tenant.Slug}.localhost", keepCookies: false);
        client.DefaultRequestHeaders.Add("Cookie", session);
        return client;
    }

    private async Task<(HttpClient Client, string Session)> SignInAsync(TenantInfo tenant, string role)
    {
        var client = Client($"{tenant.Slug}.localhost");
        HttpResponseMessage? answer = null;
        if (role == "customer")
        {
            var link = await Product.RunAsync(
                tenant.Id,
                async p =>
                    p.GetRequiredService<IAccessLinkService>()
                        .Create(
                            (await p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync($"lena@{tenant.Slug}.example"))!.Id,
                            "/requests",
                            TimeSpan.FromHours(1)
                        )
            );
            answer = await PageForms.FollowAsync(client, link);
            answer.StatusCode.ShouldBe(HttpStatusCode.Found);
            (await client.GetAsync("/requests")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        else if (role.Length > 0)
        {
            answer = await SubmitAsync(client, "/signin", $"{role}@{tenant.Slug}.example");
            answer.StatusCode.ShouldBe(HttpStatusCode.Found, $"{role} signs in");
        }

        var cookies = answer?.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]) ?? [];
        return (client, string.Join("; ", cookies));
    }

    public async Task<HttpClient> OperatorAsync(string email)
    {
        using var first = Client("localhost");
        var answer = await SubmitAsync(first, "/host/signin", email);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found, "the operator signs in");
        var client = Client("localhost", keepCookies: false);
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0])));
        return client;
    }

    /// <summary>The same person's cookies at another host name.</summary>
    public HttpClient Elsewhere(HttpClient client, string host)
    {
        var there = Client(host, keepCookies: false);
        if (client.DefaultRequestHeaders.TryGetValues("Cookie", out var cookies))
        {
            there.DefaultRequestHeaders.Add("Cookie", cookies);
        }

        return there;
    }

    private static async Task<HttpResponseMessage> SubmitAsync(HttpClient client, string page, string email)
    {
        var token = PageForms.TokenOf(await client.GetStringAsync(page));
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["_handler"] = "password",
                ["__RequestVerificationToken"] = token,
                ["Input.Email"] = email,
                ["Input.Password"] = TestBase.Product.Password,
            }
        );
        return await client.PostAsync(page, form);
    }

    public HttpClient Client(string host, bool keepCookies = true)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = keepCookies,
            CookieContainer = new CookieContainer(),
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, _port, token);
                return new NetworkStream(socket, true);
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri($"http://{host}:{_port}") };
    }

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        await _settings.DisposeAsync();
    }
}
