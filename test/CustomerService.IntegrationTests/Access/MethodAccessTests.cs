using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using CustomerService.Framework.Application;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Users;
using CustomerService.Identity.Roles;
using CustomerService.Identity.Users;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Access;

/// <summary>
/// Calls every method of every application service as every role, with every single permission, and with every token
/// scope.
/// </summary>
public sealed class MethodAccessTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Let_Nobody_Call_What_The_Table_Does_Not_Give_Them(DatabaseProvider provider)
    {
        await using var settings = await ServerSettings.CreateAsync(provider);
        await using var product = await Product.OpenAsync(settings);
        var callers = await CallersAsync(product);
        var table = AccessTable.Read("methods.txt");
        var methods = MethodsOf(product).ToList();
        var wrong = new List<string>();
        foreach (var (service, method) in methods)
        {
            var name = $"{service.Name}.{method.Name}";
            var seen = new Dictionary<string, bool>();
            foreach (var caller in callers)
            {
                seen[caller.Name] = await IsLetInAsync(product, caller, service, method);
            }

            if (!table.TryGetValue(name, out var needed))
            {
                wrong.Add($"{name} is not in methods.txt: say who may call it. Now it would be : {AccessTable.Suggest(seen)}");
                continue;
            }

            wrong.AddRange(
                callers
                    .Where(c => seen[c.Name] != AccessTable.Allows(needed, c.IsPerson, c.Permissions))
                    .Select(c => $"{name} : {needed}, but {c.Name} was {(seen[c.Name] ? "let in" : "refused")}")
            );
        }

        wrong.AddRange(table.Keys.Except(methods.Select(m => $"{m.Service.Name}.{m.Method.Name}")).Select(n => $"{n} does not exist"));
        methods.Count.ShouldBeGreaterThan(200);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Give_The_Roles_Of_A_New_Tenant_What_The_Table_Says()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var product = await Product.OpenAsync(settings);
        var tenant = await product.CreateTenantAsync("alpha");
        var table = AccessTable.Read("roles.txt");
        foreach (var role in Role.BuiltIn.Append(RoleNames.HostOperator))
        {
            var isHost = role == RoleNames.HostOperator;
            using var inside = product.Services.GetRequiredService<ICurrentTenant>().Change(isHost ? null : tenant.Id);
            var granted = await product.Services.GetRequiredService<IPermissionStore>().GetForRoleAsync(role);
            string.Join(' ', granted.Order(StringComparer.Ordinal)).ShouldBe(table.GetValueOrDefault(role, ""), role);
        }
    }

    private static IEnumerable<(Type Service, MethodInfo Method)> MethodsOf(Product product) =>
        product
            .Services.GetRequiredService<ModuleLoader>()
            .Assemblies.SelectMany(a => a.GetTypes())
            .Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IApplicationService).IsAssignableFrom(t))
            .SelectMany(t => t.GetInterfaces())
            .Where(i => i != typeof(IApplicationService) && i.Name.EndsWith("AppService", StringComparison.Ordinal))
            .SelectMany(i => i.GetMethods().Select(m => (i, m)))
            .OrderBy(x => x.i.Name, StringComparer.Ordinal);

    private static async Task<List<Caller>> CallersAsync(Product product)
    {
        var tenant = await product.CreateTenantAsync("alpha");
        var roles = AccessTable.Read("roles.txt");
        var definitions = product.Services.GetRequiredService<PermissionDefinitions>().All.Values;
        var callers = new List<Caller> { new("anonymous", null, tenant.Id, false, []) };
        foreach (var role in Role.BuiltIn)
        {
            callers.Add(await PersonAsync(role, role, tenant.Id, (roles.GetValueOrDefault(role, "")).Split(' ')));
        }

        callers.Add(
            await PersonAsync(
                RoleNames.HostOperator,
                RoleNames.HostOperator,
                null,
                roles.GetValueOrDefault(RoleNames.HostOperator, "").Split(' ')
            )
        );
        foreach (var permission in definitions.Where(p => !p.IsHostOnly))
        {
            callers.Add(await PersonAsync($"only {permission.Name}", await RoleWithAsync(permission.Name), tenant.Id, [permission.Name]));
        }

        foreach (var scope in definitions.Where(p => p.IsTokenScope))
        {
            var id = Guid.NewGuid();
            var principal = PrincipalOf(id, tenant.Id, new Claim(CustomerServiceClaims.Scope, scope.Name));
            callers.Add(new Caller($"token {scope.Name}", principal, tenant.Id, false, [scope.Name]));
        }

        return callers;

        async Task<Caller> PersonAsync(string name, string role, Guid? tenantId, IReadOnlyCollection<string> permissions)
        {
            var email = $"{name.Replace(' ', '-')}@people.example";
            var user = await product
                .Services.GetRequiredService<TenantScope>()
                .RunAsync(
                    tenantId,
                    p =>
                        role == RoleNames.Customer
                            ? p.GetRequiredService<IUserIntegrationService>().GetOrCreateCustomerAsync(email, name, "en")
                            : p.GetRequiredService<IUserIntegrationService>().CreateStaffAsync(email, name, role, Product.Password, "en")
                );
            var principal = PrincipalOf(user.Id, tenantId ?? TenantKeys.Host, new Claim(CustomerServiceClaims.Role, role));
            return new Caller(name, principal, tenantId, true, permissions);
        }

        Task<string> RoleWithAsync(string permission) =>
            product.RunAsync(
                tenant.Id,
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

    private static ClaimsPrincipal PrincipalOf(Guid id, Guid tenantKey, Claim right) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(CustomerServiceClaims.UserId, id.ToString()),
                    new Claim(CustomerServiceClaims.Name, "Somebody"),
                    new Claim(CustomerServiceClaims.TenantId, tenantKey.ToString()),
                    right,
                ],
                "test"
            )
        );

    /// <summary>With nothing to work on: whoever is let in fails at the input, or does nothing that is kept.</summary>
    private static async Task<bool> IsLetInAsync(Product product, Caller caller, Type service, MethodInfo method)
    {
        using var tenant = product.Services.GetRequiredService<ICurrentTenant>().Change(caller.TenantId);
        using var principal = product.Services.GetRequiredService<ICurrentPrincipalAccessor>().Change(caller.Principal);
        await using var scope = product.Services.CreateAsyncScope();
        try
        {
            await using var neverCompleted = scope.ServiceProvider.GetRequiredService<IUnitOfWorkManager>().Begin();
            await (Task)method.Invoke(scope.ServiceProvider.GetRequiredService(service), [.. method.GetParameters().Select(Nothing)])!;
            return true;
        }
        catch (BusinessException e) when (e.Code is FrameworkErrorCodes.Forbidden or FrameworkErrorCodes.SignInNeeded)
        {
            return false;
        }
        catch (Exception)
        {
            return true;
        }
    }

    private static object? Nothing(ParameterInfo parameter) =>
        parameter.ParameterType switch
        {
            var t when t == typeof(string) => "x",
            var t when t == typeof(Stream) => new MemoryStream(),
            { IsValueType: true } t => Activator.CreateInstance(t),
            { IsInterface: true } or { IsArray: true } => null,
            var t => t.GetConstructor(Type.EmptyTypes) is null ? RuntimeHelpers.GetUninitializedObject(t) : Activator.CreateInstance(t),
        };

    private sealed record Caller(
        string Name,
        ClaimsPrincipal? Principal,
        Guid? TenantId,
        bool IsPerson,
        IReadOnlyCollection<string> Permissions
    );
}
