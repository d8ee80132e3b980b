using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.RegularExpressions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Isolation;

/// <summary>
/// Walks every page and every endpoint that the product routes, with another tenant's ids, numbers and tokens, as each kind of person;
/// nothing of the other tenant may be in any answer. Nothing is listed here: a new page is walked by itself.
/// </summary>
public sealed class IsolationWalkTests
{
    private static readonly string[] Roles = ["admin", "lead", "agent", "customer", ""];

    /// <summary>What a page of the desk shows in the place of what could not be rendered.</summary>
    private const string Crashed = "Something went wrong on our side. Nothing you entered was changed";

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
                $"{e.RoutePattern.RawText} has a parameter that the walk cannot fill: add a line to {nameof(RouteFillers)} that "
                + "says where a real value of the other tenant comes from."
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
}
