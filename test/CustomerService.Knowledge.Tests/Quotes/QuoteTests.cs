using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Events;
using CustomerService.Identity;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Gaps;
using CustomerService.Knowledge.Quotes;
using CustomerService.TestBase;
using CustomerService.Tickets;
using CustomerService.Tickets.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Tests.Quotes;

/// <summary>Articles in replies: what an agent gets to send, and what becomes of it.</summary>
public sealed class QuoteTests
{
    private const string Site = "http://test.localhost";

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Give_What_Readers_See_With_Whole_Addresses_And_Nothing_That_The_Customer_May_Not_Read(
        DatabaseProvider provider
    )
    {
        await using var host = await CreateHostAsync(provider);
        var category = await host.CategoryAsync(TestHost.TenantA);
        await host.ArticleAsync(TestHost.TenantA, category, "secret", "Secret", "Body.", visibility: ArticleVisibility.Internal);
        await host.ArticleAsync(TestHost.TenantA, category, "okapi", "Okapi", "Body.");
        var id = await host.ArticleAsync(
            TestHost.TenantA,
            category,
            "zebra",
            "Zebra [care]",
            "Wash it, see (kb:okapi) and [more](kb:secret).\n\n![z](/kb-files/1/z.png)"
        );
        await host.AsAdminAsync<IArticleAppService, int>(
            TestHost.TenantA,
            s =>
                s.SaveDraftAsync(
                    id,
                    new SaveDraftInput
                    {
                        Language = "en",
                        Revision = 2,
                        Title = "Zebra",
                        Body = "Unfinished draft",
                    }
                )
        );
        var ticket = await TicketAsync(host, "1");

        const string Link = $"[Zebra (care)]({Site}/kb/help/zebra)";
        (await QuoteAsync(host, ticket, id, false)).ShouldBe(Link);
        (await QuoteAsync(host, ticket, id, true)).ShouldBe(
            $"Wash it, see [Okapi]({Site}/kb/help/okapi) and more.\n\n![z]({Site}/kb-files/1/z.png)\n\n{Link}"
        );

        await host.AsAdminAsync<IArticleAppService>(
            TestHost.TenantA,
            s =>
                s.UpdateAsync(
                    id,
                    new UpdateArticleInput
                    {
                        CategoryId = category,
                        Slug = "zebra",
                        Visibility = ArticleVisibility.Internal,
                    }
                )
        );
        (await Should.ThrowAsync<BusinessException>(() => QuoteAsync(host, ticket, id, true))).Code.ShouldBe(
            KnowledgeErrorCodes.NotForCustomer
        );
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Count_Tickets_That_An_Article_Solved_And_List_What_Customers_Do_Not_Find_Themselves(DatabaseProvider provider)
    {
        await using var host = await CreateHostAsync(provider);
        var id = await host.ArticleAsync(TestHost.TenantA, await host.CategoryAsync(TestHost.TenantA), "zebra", "Zebra", "Body.");
        var tickets = new List<Guid>();
        foreach (var key in new[] { "1", "2", "3" })
        {
            tickets.Add(await TicketAsync(host, key));
            await QuoteAsync(host, tickets[^1], id, false);
            await QuoteAsync(host, tickets[^1], id, true);
        }

        await ChangeAsync(tickets[0], TicketStatus.Resolved);
        await ChangeAsync(tickets[1], TicketStatus.Resolved);
        await ChangeAsync(tickets[1], TicketStatus.Closed);
        (await SolvedAsync()).ShouldBe(2);
        (await ListAsync()).ShouldBeEmpty();

        await ChangeAsync(tickets[2], TicketStatus.Resolved);
        (await ListAsync()).Select(g => (g.Kind, g.ArticleId, g.Count)).ShouldBe([(GapKind.SentByAgents, id, 3)]);
        await ChangeAsync(tickets[0], TicketStatus.InProgress);
        (await SolvedAsync()).ShouldBe(2);
        (await ListAsync()).ShouldBeEmpty();

        async Task ChangeAsync(Guid ticket, TicketStatus to)
        {
            await host.RunAsync(
                TestHost.TenantA,
                async sp =>
                {
                    var snapshot = (await sp.GetRequiredService<ITicketIntegrationService>().FindAsync(ticket))!;
                    await sp.GetRequiredService<IDistributedEventBus>()
                        .PublishAsync(new TicketStatusChangedEto(snapshot, host.Time.Now, snapshot.Status, to, null, false));
                }
            );
            await host.DrainAsync();
        }

        async Task<int> SolvedAsync() =>
            (await host.AsAdminAsync<IArticleAppService, ArticleDto>(TestHost.TenantA, s => s.GetAsync(id))).Solved;

        Task<IReadOnlyList<GapDto>> ListAsync() =>
            host.AsAdminAsync<IGapAppService, IReadOnlyList<GapDto>>(TestHost.TenantA, s => s.GetListAsync());
    }

    private static async Task<TestHost> CreateHostAsync(DatabaseProvider provider)
    {
        var host = await TestHost.CreateAsync(
            provider,
            typeof(TestWorkspacesModule),
            typeof(IdentityModule),
            typeof(TicketsModule),
            typeof(KnowledgeModule)
        );
        await host.RunAsync(
            TestHost.TenantA,
            async sp =>
            {
                foreach (
                    var seed in sp.GetServices<Framework.Data.IDataSeedContributor>()
                        .Where(s => s.GetType().Assembly == typeof(TicketsModule).Assembly)
                )
                {
                    await seed.SeedAsync(
                        new Framework.Data.DataSeedContext(TestHost.TenantA, "saas", "en", "Asia/Shanghai", host.Time.Now, false)
                    );
                }
            }
        );
        return host;
    }

    private static Task<string> QuoteAsync(TestHost host, Guid ticket, Guid article, bool whole) =>
        host.RunAsAsync(
            TestHost.TenantA,
            Guid.CreateVersion7(),
            "agent",
            sp =>
                sp.GetRequiredService<IQuoteAppService>()
                    .QuoteAsync(
                        new QuoteInput
                        {
                            TicketId = ticket,
                            ArticleId = article,
                            WholeAnswer = whole,
                        }
                    )
        );

    private static Task<Guid> TicketAsync(TestHost host, string key) =>
        host.RunAsync(
            TestHost.TenantA,
            async sp =>
                (
                    await sp.GetRequiredService<ITicketIntegrationService>()
                        .ImportAsync(
                            new ImportTicket(
                                key,
                                "Zebra?",
                                "How?",
                                "Cleo",
                                "cleo@x.example",
                                null,
                                null,
                                TicketChannel.Portal,
                                host.Time.Now,
                                [],
                                [],
                                TicketStatus.InProgress,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null
                            )
                        )
                ).Id
        );
}
