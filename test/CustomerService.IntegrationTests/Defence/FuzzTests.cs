using System.Collections;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using CustomerService.Framework.Application;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.Errors;
using CustomerService.Identity.SignIn;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerService.IntegrationTests.Defence;

/// <summary>
/// Ten thousand hostile strings through the API, the portal's forms, search and every application service: no answer of
/// 500, no error but a rule's "no", and no event that a handler could not handle.
/// </summary>
public sealed class FuzzTests
{
    private const int Wanted = 10_000;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Stand_Ten_Thousand_Hostile_Strings(DatabaseProvider provider)
    {
        await using var settings = await ServerSettings.CreateAsync(provider);
        foreach (var limit in new[] { "Forms", "Lookups", "Uploads", "Verifications" })
        {
            settings.Environment[$"RateLimits__{limit}PerMinute"] = "1000000";
        }

        var strings = new HostileStrings(20261130);
        await using var product = await Product.OpenAsync(settings, b => b.Logging.SetMinimumLevel(LogLevel.None));
        var tenant = await product.CreateTenantAsync("alpha");
        var token = await product.CreateTokenAsync(tenant.Id, RunningServer.Scopes);
        var port = await product.ServeAsync();
        var faults = new List<string>();
        using var http = Client(port);

        await CallApiAsync(http, token, strings, faults);
        await FillFormsAsync(http, strings, faults);
        await AskAsync(http, strings, faults);
        await CallServicesAsync(product, tenant.Id, strings, faults);
        await DrainAsync(product);
        faults.AddRange(await FailingEventsAsync(product, tenant.Id));
        faults.Distinct().Take(30).ShouldBeEmpty(string.Join('\n', faults.Distinct().Take(30)));
        strings.Count.ShouldBeGreaterThanOrEqualTo(Wanted);
    }

    private static async Task CallApiAsync(HttpClient http, string token, HostileStrings strings, List<string> faults)
    {
        for (var i = 0; i < 300; i++)
        {
            var (path, method, body) = (i % 3) switch
            {
                0 => (
                    "",
                    "POST",
                    $"{{\"subject\":{Json(strings)},\"body\":{Json(strings)},"
                        + $"\"requester\":{{\"name\":{Json(strings)},\"email\":\"a{i}@example.com\"}}}}"
                ),
                1 => (
                    $"/{1 + strings.Below(20)}/replies",
                    "POST",
                    $"{{\"body\":{Json(strings)},\"public\":{(strings.Chance(2) ? "true" : "false")}}}"
                ),
                _ => ($"/{1 + strings.Below(20)}", "PATCH", $"{{\"status\":{Json(strings)},\"priority\":{Json(strings)}}}"),
            };
            await SendAsync(http, method, "/api/v1/tickets" + path, body, token, faults);
            await SendAsync(
                http,
                "GET",
                $"/api/v1/tickets?q={Query(strings)}&tag={Query(strings)}&requester={Query(strings)}&type={Query(strings)}"
                    + (strings.Chance(3) ? $"&after={Query(strings)}" : "")
                    + (strings.Chance(3) ? $"&status={Query(strings)}&priority={Query(strings)}" : ""),
                null,
                token,
                faults
            );
        }
    }

    private static async Task FillFormsAsync(HttpClient http, HostileStrings strings, List<string> faults)
    {
        var page = await http.GetStringAsync("/requests/new/other");
        var antiforgery = PageForms.TokenOf(page);
        for (var i = 0; i < 100; i++)
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent("request"), "_handler" },
                { new StringContent(antiforgery), "__RequestVerificationToken" },
                { Raw(strings.Next()), "Subject" },
                { Raw(strings.Next()), "Body" },
                { Raw(strings.Next()), "Name" },
                { new StringContent(strings.Chance(4) ? Plain(strings) : $"f{i}@example.com"), "Email" },
            };
            if (strings.Chance(3))
            {
                form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("text")), "Files", "x.txt");
                form.Last().Headers.Remove("Content-Disposition");
                form.Last()
                    .Headers.TryAddWithoutValidation(
                        "Content-Disposition",
                        $"form-data; name=Files; filename*=UTF-8''{Query(strings, 200)}.txt"
                    );
            }

            await CheckAsync(await http.PostAsync("/requests/new/other", form), "form", faults);
        }
    }

    private static async Task AskAsync(HttpClient http, HostileStrings strings, List<string> faults)
    {
        for (var i = 0; i < 150; i++)
        {
            var path = (i % 5) switch
            {
                0 => "/search?q=",
                1 => "/portal/suggest?q=",
                2 => "/verify?v=",
                3 => "/requests/new?q=",
                _ => "/kb/",
            };
            await CheckAsync(await http.GetAsync(path + Query(strings, 400)), path, faults);
        }
    }

    /// <summary>Every method of every application service, with inputs whose strings are hostile.</summary>
    private static async Task CallServicesAsync(Product product, Guid tenant, HostileStrings strings, List<string> faults)
    {
        var methods = Contracts().SelectMany(c => c.GetMethods().Select(m => (Contract: c, Method: m))).ToList();
        methods.Count.ShouldBeGreaterThan(50);
        var admin = Guid.CreateVersion7();
        for (var round = 0; round < 60 && strings.Count < Wanted; round++)
        {
            foreach (var (contract, method) in methods)
            {
                try
                {
                    await product.RunAsAsync(
                        tenant,
                        admin,
                        RoleNames.Admin,
                        sp =>
                            (Task)
                                method.Invoke(
                                    sp.GetRequiredService(contract),
                                    BindingFlags.DoNotWrapExceptions,
                                    null,
                                    Arguments(method, strings),
                                    null
                                )!
                    );
                }
                catch (Exception e) when (e is BusinessException or OperationCanceledException) { }
                catch (Exception e)
                {
                    faults.Add(
                        $"{contract.Name}.{method.Name}: {e.GetType().Name} {e.Message.Split('\n')[0]} "
                            + $"{e.InnerException?.Message} {Where(e)}"
                    );
                }
            }
        }
    }

    private static IEnumerable<Type> Contracts() =>
        AppDomain
            .CurrentDomain.GetAssemblies()
            .Where(a => a.GetName().Name?.StartsWith("CustomerService.", StringComparison.Ordinal) == true)
            .SelectMany(a => a.GetTypes())
            .Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IApplicationService).IsAssignableFrom(t))
            .SelectMany(t => t.GetInterfaces())
            .Where(i => i.Namespace?.StartsWith("CustomerService.", StringComparison.Ordinal) == true && i != typeof(IApplicationService))
            // Needs a browser, whose cookie it ends.
            .Where(i => i != typeof(ISignInAppService))
            .Distinct()
            .OrderBy(i => i.FullName, StringComparer.Ordinal);

    private static object?[] Arguments(MethodInfo method, HostileStrings strings) =>
        [
            .. method
                .GetParameters()
                .Select(p => p.ParameterType == typeof(CancellationToken) ? CancellationToken.None : Make(p.ParameterType, strings, 0)),
        ];

    private static object? Make(Type type, HostileStrings strings, int depth)
    {
        if (type == typeof(string))
        {
            return strings.Next();
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return strings.Chance(2) ? null : Make(inner, strings, depth);
        }

        if (type == typeof(Stream))
        {
            return new MemoryStream(Encoding.UTF8.GetBytes(strings.Next()));
        }

        if (type == typeof(byte[]))
        {
            return Encoding.UTF8.GetBytes(strings.Next());
        }

        if (type.IsEnum)
        {
            return strings.Pick([.. Enum.GetValues(type).Cast<object>()]);
        }

        if (type == typeof(Guid))
        {
            return Guid.CreateVersion7();
        }

        if (type == typeof(DateTime))
        {
            return new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);
        }

        if (type.IsPrimitive || type == typeof(decimal))
        {
            return type == typeof(bool) ? strings.Chance(2)
                : type == typeof(char) ? 'x'
                : Convert.ChangeType(strings.Below(50), type, null);
        }

        if (type.IsValueType)
        {
            return Activator.CreateInstance(type);
        }

        if (type.IsGenericType && type.GetGenericArguments() is [var key, var value] && key == typeof(string))
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
            for (var i = 0; i < 2; i++)
            {
                map[strings.Next()] = depth > 3 ? null : Make(value, strings, depth + 1);
            }

            return map;
        }

        if (type.IsGenericType && type.GetGenericArguments() is [var item] && typeof(IEnumerable).IsAssignableFrom(type))
        {
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
            for (var i = 0; i < 2 && depth < 4; i++)
            {
                if (Make(item, strings, depth + 1) is { } made)
                {
                    list.Add(made);
                }
            }

            return type.IsInstanceOfType(list) ? list : null;
        }

        return type.IsClass && !type.IsAbstract && depth < 4 ? MakeInput(type, strings, depth) : null;
    }

    private static object? MakeInput(Type type, HostileStrings strings, int depth)
    {
        var constructor = type.GetConstructors().OrderBy(c => c.GetParameters().Length).FirstOrDefault();
        if (constructor is null)
        {
            return null;
        }

        var input = constructor.Invoke([.. constructor.GetParameters().Select(p => Make(p.ParameterType, strings, depth + 1))]);
        foreach (var property in type.GetProperties().Where(p => p.CanWrite && p.GetIndexParameters().Length == 0))
        {
            if (Make(property.PropertyType, strings, depth + 1) is { } value)
            {
                property.SetValue(input, value);
            }
        }

        return input;
    }

    private static async Task DrainAsync(Product product)
    {
        while (await product.Services.GetRequiredService<OutboxDispatcher>().RunBatchAsync(default) > 0) { }
    }

    private static Task<List<string>> FailingEventsAsync(Product product, Guid tenant) =>
        product.RunAsync(
            tenant,
            sp =>
                sp.GetRequiredService<CustomerServiceDbContext>()
                    .Set<OutboxMessage>()
                    .Select(m => m.EventName + " " + m.Handler + " " + m.Error)
                    .ToListAsync()
        );

    private static async Task SendAsync(HttpClient http, string method, string path, string? body, string token, List<string> faults)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        await CheckAsync(await http.SendAsync(request), $"{method} {path.Split('?')[0]}", faults);
    }

    private static async Task CheckAsync(HttpResponseMessage answer, string what, List<string> faults)
    {
        using (answer)
        {
            if ((int)answer.StatusCode >= 500)
            {
                faults.Add($"{what}: {(int)answer.StatusCode} {(await answer.Content.ReadAsStringAsync()).Split('\n')[0]}");
            }
        }
    }

    private static HttpClient Client(int port)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        };
        http.DefaultRequestHeaders.Host = $"alpha.localhost:{port}";
        return http;
    }

    /// <summary>Escaped by hand: a serializer would mend halves of characters before they leave.</summary>
    private static string Json(HostileStrings strings) =>
        '"' + string.Concat(strings.Next().Select(c => char.IsAsciiLetterOrDigit(c) ? c.ToString() : $"\\u{(int)c:x4}")) + '"';

    private static string Query(HostileStrings strings, int most = 150) =>
        Uri.EscapeDataString(strings.Next() is var text && text.Length > most ? text[..most] : text);

    private static string Plain(HostileStrings strings) => string.Concat(strings.Next().Where(c => c is >= ' ' and < '\u007F'));

    private static ByteArrayContent Raw(string text) => new(Encoding.UTF8.GetBytes(text));

    private static string Where(Exception e) =>
        e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("CustomerService.", StringComparison.Ordinal))?.Trim() ?? "";
}
