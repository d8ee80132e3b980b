using System.Text.RegularExpressions;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Seeding;
using CustomerService.Routing.Groups;
using CustomerService.Sla;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Policies;
using CustomerService.Tenants.SignUps;
using CustomerService.Tenants.Tenants;
using CustomerService.TestBase;
using CustomerService.Tickets;
using CustomerService.Tickets.Macros;
using CustomerService.Tickets.Seeding;
using CustomerService.Tickets.Tickets;
using CustomerService.Tickets.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>What a company begins with is whole: four trades, in both languages.</summary>
public sealed partial class TemplateTests
{
    private static readonly string[] Languages = ["en", "zh-Hans"];

    public static TheoryData<string> Trades => [.. TenantTemplates.All];

    [Theory, MemberData(nameof(Trades))]
    public void Should_Lead_To_Articles_And_Forms_That_Exist(string trade)
    {
        var articles = ArticleTemplate.ArticlesOf(trade).Where(a => a.IsStarter).ToList();
        var types = TicketTemplate.Read(trade).RequestTypes.Select(t => t.Key).ToList();
        var categories = ArticleTemplate.CategoriesOf(trade).Select(c => c.Key).ToList();
        foreach (var language in Languages)
        {
            var own = articles.Where(a => a.Language == language).ToList();
            own.Count.ShouldBeInRange(12, 20);
            own.Select(a => a.Category).Except(categories).ShouldBeEmpty();
            categories.Except(own.Select(a => a.Category)).ShouldBeEmpty("a category without an article");
            var bodies = own.Select(a => a.Body).ToList();
            bodies.SelectMany(b => LinkPattern().Matches(b)).Select(m => m.Groups[1].Value).Except(own.Select(a => a.Slug)).ShouldBeEmpty();
            bodies.SelectMany(b => FormPattern().Matches(b)).Select(m => m.Groups[1].Value).Except(types).ShouldBeEmpty();
        }

        SlaTemplate.Read(trade).Policies.SelectMany(p => p.Types ?? []).Except(types).ShouldBeEmpty();
        TicketTemplate.Read(trade).Views.Select(v => v.Filter.RequestTypeKey).OfType<string>().Except(types).ShouldBeEmpty();
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Open_Every_Trade_In_Both_Languages_And_Remove_Its_Samples(DatabaseProvider provider)
    {
        await using var settings = await ServerSettings.CreateAsync(provider);
        await using var product = await Product.OpenAsync(settings);
        var opened = new List<TenantInfo>();
        var all = TenantTemplates.All.SelectMany(t => Languages.Select(l => (t, l)));

        // What is laid in is the same everywhere; how it is removed is not.
        foreach (var (trade, language) in provider == DatabaseProvider.Sqlite ? all : all.Take(2))
        {
            opened.Add(await OpenAsync(product, trade, language));
            await ShouldBeWholeAsync(product, opened[^1], trade, language);
        }

        while (
            await product.Services.GetRequiredService<OutboxDispatcher>().RunBatchAsync(default)
                + await product.Services.GetRequiredService<TimerSweeper>().RunBatchAsync(default)
            > 0
        ) { }

        await ShouldLeaveNoTraceOfSamplesAsync(product, opened[0], untouched: opened[1]);
    }

    private static async Task<TenantInfo> OpenAsync(Product product, string trade, string language)
    {
        var slug = $"{trade}-{language.ToLowerInvariant()}";
        await using var scope = product.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<ITenantIntegrationService>()
            .CreateAsync(
                new CreateTenant(
                    slug,
                    "Acme",
                    language,
                    "Asia/Shanghai",
                    trade,
                    "Ada",
                    $"ada@{slug}.example",
                    Product.Password,
                    IsDemo: false,
                    WithSamples: true
                )
            );
    }

    private static Task ShouldBeWholeAsync(Product product, TenantInfo tenant, string trade, string language) =>
        product.RunAsync(
            tenant.Id,
            async p =>
            {
                var why = $"{trade} in {language}";
                var db = p.GetRequiredService<CustomerServiceDbContext>();
                var types = await p.GetRequiredService<IRequestTypeIntegrationService>().GetAllAsync();
                types.Count.ShouldBeGreaterThanOrEqualTo(8, why);
                types.SelectMany(t => t.Fields).Count(f => f.ShownWhen is not null).ShouldBeGreaterThanOrEqualTo(3, why);
                types.SelectMany(t => t.Fields).Select(f => f.Key).ShouldContain(KeyFieldOf(trade), why);
                types.Select(t => t.Key).ShouldContain("complaint", why);

                var groups = await p.GetRequiredService<IRoutingIntegrationService>().GetGroupsAsync();
                groups.Count.ShouldBeGreaterThanOrEqualTo(3, why);
                groups.Any(g => HasChinese(g.Name)).ShouldBe(language == "zh-Hans", why);
                (await db.Set<AgentGroup>().ToListAsync()).Select(g => g.RequiredStars).Distinct().Count().ShouldBeGreaterThan(1, why);
                (await CountAsync(db, "RoutingEscalationPolicies")).ShouldBe(4, why);
                (await db.Set<SlaPolicy>().CountAsync()).ShouldBeGreaterThanOrEqualTo(3, why);
                (await db.Set<Macro>().CountAsync()).ShouldBeGreaterThanOrEqualTo(10, why);
                (await db.Set<SavedView>().CountAsync(v => v.IsShared)).ShouldBeGreaterThanOrEqualTo(4, why);
                (await CountAsync(db, "KnowledgeArticles")).ShouldBeInRange(12, 20, why);

                var calendars = await db.Set<BusinessCalendar>().ToListAsync();
                calendars.Count.ShouldBe(2, why);
                var dates = calendars.SelectMany(c => c.Dates).ToDictionary(d => d.Date);
                dates.ContainsKey(new DateOnly(2026, 10, 1)).ShouldBe(language == "zh-Hans", why);
                if (language == "zh-Hans")
                {
                    dates[new DateOnly(2026, 10, 10)].Windows.ShouldNotBeEmpty("a make-up working day");
                }

                (await db.Set<Ticket>().ToListAsync()).ShouldAllBe(t => HasChinese(t.Subject) == (language == "zh-Hans"), why);
                (await db.Set<Ticket>().CountAsync()).ShouldBe(4, why);
            }
        );

    private static async Task ShouldLeaveNoTraceOfSamplesAsync(Product product, TenantInfo tenant, TenantInfo untouched)
    {
        var (tickets, tables) = await product.RunAsync(
            tenant.Id,
            async p =>
            {
                var db = p.GetRequiredService<CustomerServiceDbContext>();
                (await CountAsync(db, "SlaClocks")).ShouldBeGreaterThan(0, "otherwise there is nothing to leave behind");
                (await CountAsync(db, "RoutingTickets")).ShouldBeGreaterThan(0);
                var names = db.Model.GetEntityTypes().Where(t => t.FindProperty("TicketId") is not null).Select(t => t.GetTableName());
                return (await db.Set<Ticket>().Select(t => t.Id).ToListAsync(), names.OfType<string>().Distinct().ToList());
            }
        );
        var admin = (await product.RunAsync(tenant.Id, p => p.GetRequiredService<IUserIntegrationService>().GetStaffAsync())).Single();
        await product.RunAsAsync(
            tenant.Id,
            admin.Id,
            RoleNames.Admin,
            async p =>
            {
                var firstHour = p.GetRequiredService<IFirstHourAppService>();
                (await firstHour.GetAsync()).ShouldBe(new FirstHourDto(true, 4, false));
                await firstHour.RemoveSamplesAsync();
                (await firstHour.GetAsync()).ShouldBe(new FirstHourDto(true, 0, false));
            }
        );
        await product.RunAsync(
            tenant.Id,
            async p =>
            {
                var db = p.GetRequiredService<CustomerServiceDbContext>();
                foreach (var table in tables.Append("Tickets").Append("TicketTerms"))
                {
                    (await CountAsync(db, table)).ShouldBe(0, table);
                }

                (await CountAsync(db, "IdentityUsers")).ShouldBe(1, "the admin alone");
            }
        );
        tickets.Count.ShouldBe(4);
        (await product.RunAsync(untouched.Id, p => p.GetRequiredService<CustomerServiceDbContext>().Set<Ticket>().CountAsync())).ShouldBe(
            4
        );
    }

    private static string KeyFieldOf(string trade) =>
        trade switch
        {
            TenantTemplates.ECommerce => "order",
            TenantTemplates.Education => "course",
            TenantTemplates.Manufacturing => "serial",
            _ => "workspace",
        };

    private static bool HasChinese(string text) => text.Any(c => c is >= '\u4e00' and <= '\u9fff');

#pragma warning disable EF1002 // the name of a table comes from the model
    private static async Task<int> CountAsync(CustomerServiceDbContext db, string table) =>
        (
            await db
                .Database.SqlQueryRaw<int>($$"""select count(*) as "Value" from "{{table}}" where "TenantId" = {0}""", db.TenantKey)
                .ToListAsync()
        ).Single();
#pragma warning restore EF1002

    [GeneratedRegex(@"\(kb:([a-z0-9-]+)\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("/requests/new/([a-z-]+)")]
    private static partial Regex FormPattern();
}
