using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Reflection;
using System.Text.RegularExpressions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.TestBase;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;

namespace CustomerService.IntegrationTests.Isolation;

/// <summary>
/// Walks every page and every endpoint that the product routes, with another tenant's ids, numbers and tokens, as each kind of person;
/// nothing of the other tenant may be in any answer. Nothing is listed here: a new page is walked by itself.
/// </summary>
public sealed partial class IsolationWalkTests
{
    private static readonly string[] Roles = ["admin", "lead", "agent", "customer", ""];

    /// <summary>What a page of the desk shows in the place of what could not be rendered.</summary>
    private const string Crashed = "Something went wrong on our side. Nothing you entered was changed";

    /// <summary>Not ours: the framework's own plumbing, which carries no tenant's data by address.</summary>
    private static readonly string[] Plumbing = ["/_blazor", "/_framework", "/_content", "/health"];

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Show_Nothing_Of_Another_Tenant_On_Any_Page_Or_Endpoint(DatabaseProvider provider)
    {
        await using var world = await World.OpenAsync(provider);
        var leaks = new List<string>();
        foreach (var role in Roles)
        {
            using var client = await world.ClientAsync(world.Beta, role);
            foreach (var (method, path) in world.Calls())
            {
                leaks.AddRange(await TryAsync(client, method, path, role.Length > 0 ? role : "anonymous"));
            }
        }

        foreach (var host in new[] { "localhost", "beta.localhost", "alpha.localhost" })
        {
            using var api = world.Client(host);
            api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", world.BetaToken);
            foreach (var (method, path) in world.Calls().Where(c => c.Path.StartsWith("/api/", StringComparison.Ordinal)))
            {
                leaks.AddRange(await TryAsync(api, method, path, $"token at {host}"));
            }
        }

        leaks.ShouldBeEmpty();
    }

    /// <summary>The walk would prove nothing if the pages did not show what is theirs.</summary>
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_See_The_Marker_Where_It_Belongs(DatabaseProvider provider)
    {
        await using var world = await World.OpenAsync(provider);
        using var admin = await world.ClientAsync(world.Alpha, "admin");
        var seen = new List<string>();
        foreach (var (_, path) in world.Calls().Where(c => c.Method == HttpMethod.Get))
        {
            var answer = await admin.GetAsync(path);
            var text = await answer.Content.ReadAsStringAsync();
            ((int)answer.StatusCode).ShouldBeLessThan(500, path);
            text.ShouldNotContain(Crashed, Case.Sensitive, path);

            // The frame around the pages names company and person.
            if (
                text.Replace(world.Alpha.Name, "", StringComparison.Ordinal)
                    .Replace($"{MarkedTenant.Marker} Admin", "", StringComparison.Ordinal)
                    .Contains(MarkedTenant.Marker, StringComparison.Ordinal)
            )
            {
                seen.Add(Regex.Replace(path, "/[^/]*[0-9][^/]*$", "/…"));
            }
        }

        string[] wanted =
        [
            "/desk?q=Matter",
            "/desk/tickets/…",
            "/desk/kb",
            "/desk/wall",
            "/admin/people",
            "/admin/tokens",
            "/admin/audit",
            "/admin/groups",
            "/admin/types",
            "/admin/macros",
            "/admin/sla",
            "/admin/calendars",
            "/admin/calendars/…",
            "/admin/sla/…",
            "/admin/kb",
            "/admin/kb/…",
            "/admin/mail",
            "/admin/channels",
            "/files/…",
            "/search?q=api",
        ];
        wanted.Except(seen).ShouldBeEmpty($"pages that showed nothing of their own tenant; seen on {string.Join(" ", seen)}");
    }

    [Fact]
    public async Task Should_Know_A_Value_For_Every_Parameter_And_Walk_Every_Page_There_Is()
    {
        await using var world = await World.OpenAsync(DatabaseProvider.Sqlite);
        world
            .Endpoints()
            .Where(e => world.Fillers.PathOf(e) is null)
            .Select(e =>
                $"{e.RoutePattern.RawText} has a parameter that the walk cannot fill: add a line to {nameof(RouteFillers)} that says where a real value of the other tenant comes from."
            )
            .ShouldBeEmpty();

        var routed = world.Endpoints().Select(e => e.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type).OfType<Type>().ToHashSet();
        var pages = world
            .Product.Services.GetRequiredService<ModuleLoader>()
            .Assemblies.SelectMany(a => a.GetTypes())
            .Where(t => t.IsDefined(typeof(RouteAttribute)))
            .ToList();
        pages.Count.ShouldBeGreaterThan(35);
        pages.Except(routed).ShouldBeEmpty("pages that nobody can reach");
    }

    private static async Task<IEnumerable<string>> TryAsync(HttpClient client, HttpMethod method, string path, string who)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method != HttpMethod.Get)
        {
            request.Content = JsonContent.Create(
                new
                {
                    subject = "x",
                    body = "x",
                    @public = true,
                    status = "resolved",
                    priority = "urgent",
                    requester = new { name = "x", email = "x@example.com" },
                }
            );
        }

        var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync() + answer.Headers + answer.Content.Headers;
        var problem =
            (int)answer.StatusCode >= 500 ? $"{(int)answer.StatusCode}"
            : text.Contains(Crashed, StringComparison.Ordinal) ? "crashed"
            : text.Contains(MarkedTenant.Marker, StringComparison.Ordinal) ? "shows " + Around(text)
            : null;
        return problem is null ? [] : [$"{method} {path} as {who}: {problem}"];
    }

    private static string Around(string text) =>
        text.Substring(Math.Max(0, text.IndexOf(MarkedTenant.Marker, StringComparison.Ordinal) - 40), 100).ReplaceLineEndings(" ");

    /// <summary>Two tenants, alpha marked all over, and the whole product serving from inside the test.</summary>
    private sealed class World : IAsyncDisposable
    {
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
                await MarkedTenant.MarkAsync(arranging, alpha);
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
        public async Task<HttpClient> ClientAsync(TenantInfo tenant, string role)
        {
            var client = Client($"{tenant.Slug}.localhost");
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
                (await client.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.Found);
                (await client.GetAsync("/requests")).StatusCode.ShouldBe(HttpStatusCode.OK);
            }
            else if (role.Length > 0)
            {
                var token = TokenPattern().Match(await client.GetStringAsync("/signin")).Groups[1].Value;
                using var form = new FormUrlEncodedContent(
                    new Dictionary<string, string>
                    {
                        ["_handler"] = "password",
                        ["__RequestVerificationToken"] = token,
                        ["Input.Email"] = $"{role}@{tenant.Slug}.example",
                        ["Input.Password"] = Product.Password,
                    }
                );
                (await client.PostAsync("/signin", form)).StatusCode.ShouldBe(HttpStatusCode.Found, $"{role} signs in");
                (await client.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK, $"{role} sees the desk");
            }

            return client;
        }

        public HttpClient Client(string host)
        {
            var handler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
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

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();
}
