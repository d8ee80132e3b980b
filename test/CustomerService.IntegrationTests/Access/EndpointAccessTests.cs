using System.Net;
using System.Net.Http.Headers;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Roles;
using CustomerService.Identity.Users;
using CustomerService.IntegrationTests.Isolation;
using CustomerService.Tenants.Tenants;
using CustomerService.TestBase;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Access;

/// <summary>Asks for every page and endpoint as every role, with every single permission, and with every token scope.</summary>
public sealed class EndpointAccessTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Open_To_Nobody_What_The_Table_Does_Not_Give_Them(DatabaseProvider provider)
    {
        await using var world = await World.OpenAsync(provider);
        var ofTenant = await CallersAsync(world);
        var atHost = await HostCallersAsync(world, ofTenant);
        var table = AccessTable.Read("endpoints.txt");
        var wrong = new List<string>();
        var names = new HashSet<string>();
        foreach (var (endpoint, method, path) in CallsOf(world))
        {
            var isHost = endpoint.Metadata.GetMetadata<HostSiteAttribute>() is not null;
            var name = $"{method} {(isHost ? "host:" : "")}/{endpoint.RoutePattern.RawText!.Trim('/')}";
            names.Add(name);
            var seen = new Dictionary<string, bool>();
            var callers = isHost ? atHost : ofTenant;
            foreach (var caller in callers)
            {
                seen[caller.Name] = await IsLetInAsync(caller.Client, method, path);
            }

            if (!table.TryGetValue(name, out var needed))
            {
                wrong.Add($"{name} is not in endpoints.txt: say who may call it. Now it would be : {AccessTable.Suggest(seen)}");
                continue;
            }

            // The API takes tokens only: a page of another site must not act there with somebody's cookie.
            bool IsCookieAtApi(bool isPerson) => isPerson && needed != "anyone" && path.StartsWith("/api/", StringComparison.Ordinal);

            wrong.AddRange(
                callers
                    .Where(c => seen[c.Name] != (AccessTable.Allows(needed, c.IsPerson, c.Permissions) && !IsCookieAtApi(c.IsPerson)))
                    .Select(c => $"{name} : {needed}, but {c.Name} was {(seen[c.Name] ? "let in" : "refused")}")
            );
        }

        ofTenant.Concat(atHost).ToList().ForEach(c => c.Client.Dispose());
        wrong.AddRange(table.Keys.Except(names).Select(n => $"{n} does not exist"));
        names.Count.ShouldBeGreaterThan(70);
        wrong.ShouldBeEmpty();
    }

    private static IEnumerable<(RouteEndpoint Endpoint, HttpMethod Method, string Path)> CallsOf(World world) =>
        world
            .Endpoints()
            .SelectMany(e =>
                (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                    .Where(m => m != "HEAD")
                    .Select(m => (e, HttpMethod.Parse(m), world.Fillers.PathOf(e)!))
            )
            .OrderBy(c => c.Item3 == "/signout");

    private static async Task<bool> IsLetInAsync(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var target = answer.Headers.Location?.ToString() ?? "";
        return answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            && !target.Contains("/signin?returnUrl=", StringComparison.Ordinal)
            && !target.EndsWith("/denied", StringComparison.Ordinal);
    }

    private static async Task<List<Caller>> CallersAsync(World world)
    {
        var definitions = world.Product.Services.GetRequiredService<PermissionDefinitions>().All.Values;
        var roles = AccessTable.Read("roles.txt");
        var callers = new List<Caller>
        {
            new("anonymous", world.Client("alpha.localhost", keepCookies: false), false, []),
            new("customer", await world.WithoutJarAsync(world.Alpha, "customer"), true, []),
        };
        foreach (var role in Role.BuiltIn.Where(r => r != RoleNames.Customer))
        {
            await CreateAsync(role, role);
            callers.Add(
                new Caller(role, await world.WithoutJarAsync(world.Alpha, role), true, roles.GetValueOrDefault(role, "").Split(' '))
            );
        }

        foreach (var permission in definitions.Where(p => !p.IsHostOnly))
        {
            await CreateAsync("only-" + permission.Name, await RoleWithAsync(permission.Name));
            var client = await world.WithoutJarAsync(world.Alpha, "only-" + permission.Name);
            callers.Add(new Caller("only " + permission.Name, client, true, [permission.Name]));
        }

        foreach (var scope in definitions.Where(p => p.IsTokenScope))
        {
            var client = world.Client("alpha.localhost", keepCookies: false);
            var token = await world.Product.CreateTokenAsync(world.Alpha.Id, scope.Name);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            callers.Add(new Caller("token " + scope.Name, client, false, [scope.Name]));
        }

        return callers;

        Task CreateAsync(string name, string role) =>
            world.Product.RunAsync(
                world.Alpha.Id,
                p =>
                    p.GetRequiredService<IUserIntegrationService>()
                        .CreateStaffAsync($"{name}@alpha.example", name, role, Product.Password, "en")
            );

        Task<string> RoleWithAsync(string permission) =>
            world.Product.RunAsync(
                world.Alpha.Id,
                provider =>
                {
                    var role = new Role("role-" + permission.Replace('.', '-'), permission);
                    role.Set(permission, isGranted: true, isDefault: false);
                    provider.GetRequiredService<CustomerServiceDbContext>().Add(role);
                    provider
                        .GetRequiredService<IUnitOfWorkManager>()
                        .Current!.OnCompleted(provider.GetRequiredService<RolePermissionStore>().ForgetAsync);
                    return Task.FromResult(role.Name);
                }
            );
    }

    /// <summary>The operator, nobody, and everybody of a tenant with the cookie or token they have there.</summary>
    private static async Task<List<Caller>> HostCallersAsync(World world, IEnumerable<Caller> ofTenant)
    {
        await world
            .Product.Services.GetRequiredService<TenantScope>()
            .RunAsync(
                null,
                p =>
                    p.GetRequiredService<IUserIntegrationService>()
                        .CreateStaffAsync("operator@host.example", "Operator", RoleNames.HostOperator, Product.Password, "en")
            );
        return
        [
            .. ofTenant
                .Where(c => c.IsPerson || c.Name == "anonymous")
                .Select(c => c with { Client = world.Elsewhere(c.Client, "localhost"), IsPerson = false, Permissions = [] }),
            new Caller("operator", await world.OperatorAsync("operator@host.example"), true, ["Billing.Host", "Tenants.Host"]),
        ];
    }

    private sealed record Caller(string Name, HttpClient Client, bool IsPerson, IReadOnlyCollection<string> Permissions);
}
