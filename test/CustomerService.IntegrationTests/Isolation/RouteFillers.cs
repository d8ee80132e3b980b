using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.Tenants.SignUps;
using CustomerService.TestBase;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Isolation;

/// <summary>Real values of a tenant for the parameters of routes. A new route with a parameter needs a line here.</summary>
internal sealed class RouteFillers
{
    /// <summary>Pattern and parameter → SQL of the value, with {0} for the tenant.</summary>
    private static readonly Dictionary<(string Pattern, string Parameter), string> Rows = new()
    {
        [("/admin/calendars/{Id:guid}", "Id")] = IdOf("SlaCalendars"),
        [("/admin/customers/{id:guid}/data", "id")] =
            """select lower(cast("Id" as text)) as "Value" from "IdentityUsers" where "TenantId" = {0} and not "IsStaff" limit 1""",
        [("/admin/sla/{Id:guid}", "Id")] = IdOf("SlaPolicies"),
        [("/admin/types/{Id:guid}", "Id")] = IdOf("TicketRequestTypes"),
        [("/admin/kb/{Id:guid}", "Id")] = IdOf("KnowledgeArticles"),
        [("/admin/kb/{articleId:guid}/files", "articleId")] = IdOf("KnowledgeArticles"),
        [("/kb-files/{id:guid}/{name}", "id")] = IdOf("KnowledgeFiles"),
        [("/desk/kb/{Slug}", "Slug")] = Article("a.\"Slug\""),
        [("/kb/{Category}", "Category")] = TextOf("KnowledgeCategories", "Key"),
        [("/kb/{Category}/{Slug}", "Category")] = Article("c.\"Key\""),
        [("/kb/{Category}/{Slug}", "Slug")] = Article("a.\"Slug\""),
        [("/requests/new/{Type}", "Type")] = TextOf("TicketRequestTypes", "Key"),
        [("/requests/{Number:long}", "Number")] = NewestTicket,
        [("/desk/tickets/{Number:long}", "Number")] = NewestTicket,
        [("/api/v1/tickets/{number:long}", "number")] = NewestTicket,
        [("/api/v1/tickets/{number:long}/replies", "number")] = NewestTicket,
        [("/files/{id:guid}", "id")] = IdOf("TicketAttachments"),
        [("/operations/{id:guid}/file", "id")] = IdOf("Operations"),
        [("/portal/uploads/{id:guid}", "id")] = IdOf("TicketUploads"),
    };

    /// <summary>Parameters that name nobody's data.</summary>
    private static readonly Dictionary<(string Pattern, string Parameter), string> Fixed = new()
    {
        [("/error/{Status:int}", "Status")] = "404",
        [("/theme/{theme}", "theme")] = "dark",
        [("/kb-files/{id:guid}/{name}", "name")] = "notes.txt",
        [("/language/{culture}", "culture")] = "en",
        [("/api/{documentName}/openapi.json", "documentName")] = "v1",
        [("/api/docs/{documentName?}", "documentName")] = "v1",
        [("/host/jobs/{**path}", "path")] = "recurring",
    };

    private readonly Dictionary<(string Pattern, string Parameter), string> _values = new(Fixed);

    private const string NewestTicket = """select cast(max("Number") as text) as "Value" from "Tickets" where "TenantId" = {0}""";

    public static async Task<RouteFillers> ReadAsync(Product product, TenantInfo tenant)
    {
        var fillers = new RouteFillers();
        await product.RunAsync(
            tenant.Id,
            async p =>
            {
                var db = p.GetRequiredService<CustomerServiceDbContext>();
                foreach (var (key, sql) in Rows)
                {
                    fillers._values[key] = (await db.Database.SqlQueryRaw<string>(sql, db.TenantKey).ToListAsync()).Single();
                }

                var customer = await p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync($"lena@{tenant.Slug}.example");
                var access = p.GetRequiredService<IAccessLinkService>().Create(customer!.Id, "/requests", TimeSpan.FromHours(1)).Split('/')[
                    ^1
                ];
                var welcome = await p.GetRequiredService<ISignUpHandOver>()
                    .CreatePathAsync(tenant, $"admin@{tenant.Slug}.example", "/admin");
                fillers._values[("/access/{Token}", "Token")] = access;
                fillers._values[("/rate/{Token}", "Token")] = access;
                fillers._values[("/invitation/{Token}", "Token")] = access;
                fillers._values[("/signin/welcome/{Token}", "Token")] = welcome.Split('/')[^1];
            }
        );
        return fillers;
    }

    public string ValueOf(string pattern, string parameter) => _values[(pattern, parameter)];

    /// <returns>null when the route has a parameter that nobody has said how to fill.</returns>
    public string? PathOf(RouteEndpoint endpoint)
    {
        var pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/');
        var path = pattern;
        foreach (var parameter in endpoint.RoutePattern.Parameters)
        {
            if (!_values.TryGetValue((pattern, parameter.Name), out var value))
            {
                return null;
            }

            var name = (parameter.IsCatchAll ? "**" : "") + parameter.Name;
            var policy = parameter.ParameterPolicies.Count > 0 ? ":" + parameter.ParameterPolicies[0].Content : "";
            path = path.Replace($"{{{name}{policy}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
        }

        return path;
    }

    /// <summary>One that customers may read, with the category it stands in.</summary>
    private static string Article(string column) =>
        $"""
            select {column} as "Value" from "KnowledgeArticles" a join "KnowledgeCategories" c on c."TenantId" = a."TenantId" and
                c."Id" = a."CategoryId" where a."TenantId" = {"{0}"} and a."Visibility" = 'Public' order by a."Slug" limit 1
            """;

    private static string IdOf(string table) =>
        $"""select lower(cast("Id" as text)) as "Value" from "{table}" where "TenantId" = {"{0}"} limit 1""";

    private static string TextOf(string table, string column) =>
        $"""select "{column}" as "Value" from "{table}" where "TenantId" = {"{0}"} limit 1""";
}
