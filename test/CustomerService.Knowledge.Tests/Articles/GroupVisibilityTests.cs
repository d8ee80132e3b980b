using System.IO.Compression;
using System.Text;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Identity;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Gaps;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Search;
using CustomerService.Knowledge.Transfer;
using CustomerService.Routing;
using CustomerService.Routing.Groups;
using CustomerService.Sla;
using CustomerService.TestBase;
using CustomerService.Tickets;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Tests.Articles;

/// <summary>
/// Articles and categories for certain agent groups: there for their members and for those who manage, for nobody else,
/// wherever one looks.
/// </summary>
public sealed class GroupVisibilityTests
{
    private static readonly Guid Member = Guid.CreateVersion7();
    private static readonly Guid Outsider = Guid.CreateVersion7();

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Show_An_Article_To_Its_Groups_Only(DatabaseProvider provider)
    {
        await using var host = await CreateHostAsync(provider);
        var group = await GroupAsync(host, "security", Member);
        var category = await host.CategoryAsync(TestHost.TenantA);
        var id = await host.ArticleAsync(
            TestHost.TenantA,
            category,
            "secret",
            "Zebra playbook",
            "Call the zebra.",
            visibility: ArticleVisibility.Internal
        );
        await host.ArticleAsync(TestHost.TenantA, category, "open", "Zebra for all", "See (kb:secret).");
        (await SeenByAsync(host, Outsider)).ShouldBe(["open", "secret"]);

        await KeepAsync(host, id, category, group);
        await CheckOnlyMembersSeeAsync(host, id);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Keep_A_Whole_Category_For_Its_Groups_Whatever_Its_Articles_Say(DatabaseProvider provider)
    {
        await using var host = await CreateHostAsync(provider);
        var group = await GroupAsync(host, "security", Member);
        var category = await host.CategoryAsync(TestHost.TenantA);
        var shelf = await host.CategoryAsync(TestHost.TenantA, "cases");
        var inside = await host.AsAdminAsync<ICategoryAppService, Guid>(
            TestHost.TenantA,
            s =>
                s.CreateAsync(
                    new SaveCategoryInput
                    {
                        Key = "inside",
                        ParentId = shelf,
                        Texts = [new CategoryTextInput { Language = "en", Name = "Inside" }],
                    }
                )
        );
        var id = await host.ArticleAsync(TestHost.TenantA, inside, "secret", "Zebra playbook", "Call the zebra.");
        await host.ArticleAsync(TestHost.TenantA, category, "open", "Zebra for all", "See (kb:secret).");
        (await host.FindAsync(TestHost.TenantA, "zebra")).Order().ShouldBe(["open", "secret"]);

        await KeepVisibilityAsync(host, shelf, [group]);
        await CheckOnlyMembersSeeAsync(host, id);
        (await host.AsVisitorAsync(TestHost.TenantA, s => s.FindCategoryAsync("inside"))).ShouldBeNull();
        (await CategoriesOfAsync(host, Outsider)).ShouldBe(["help"]);
        (await CategoriesOfAsync(host, Member)).Order().ShouldBe(["cases", "help", "inside"]);
        await Should.ThrowAsync<BusinessException>(() =>
            As(
                host,
                Outsider,
                sp =>
                    sp.GetRequiredService<IArticleAppService>()
                        .CreateAsync(
                            new CreateArticleInput
                            {
                                CategoryId = inside,
                                Title = "Mine",
                                Language = "en",
                            }
                        )
            )
        );

        await KeepVisibilityAsync(host, shelf, []);
        (await host.FindAsync(TestHost.TenantA, "zebra")).Order().ShouldBe(["open", "secret"]);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Take_Articles_From_Whoever_Leaves_The_Group_At_Once(DatabaseProvider provider)
    {
        await using var host = await CreateHostAsync(provider);
        var group = await GroupAsync(host, "security", Member);
        var category = await host.CategoryAsync(TestHost.TenantA);
        await KeepAsync(
            host,
            await host.ArticleAsync(TestHost.TenantA, category, "secret", "Zebra", "Body.", visibility: ArticleVisibility.Internal),
            category,
            group
        );
        (await SeenByAsync(host, Member)).ShouldBe(["secret"]);

        await host.RunAsync(
            TestHost.TenantA,
            sp => sp.GetRequiredService<IRoutingIntegrationService>().SetMemberAsync(group, Member, 0, false)
        );
        (await SeenByAsync(host, Member)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Not_Widen_A_Kept_Category_By_An_Article_For_Others()
    {
        await using var host = await CreateHostAsync(DatabaseProvider.Sqlite);
        var group = await GroupAsync(host, "security", Member);
        var others = await GroupAsync(host, "retail", Outsider);
        var shelf = await host.CategoryAsync(TestHost.TenantA, "cases");
        await KeepVisibilityAsync(host, shelf, [group]);
        var id = await host.ArticleAsync(TestHost.TenantA, shelf, "secret", "Zebra", "Body.", visibility: ArticleVisibility.Internal);
        await KeepAsync(host, id, shelf, others);
        (await SeenByAsync(host, Outsider)).ShouldBeEmpty();
        (await SeenByAsync(host, Member)).ShouldBeEmpty();
        (await SeenByAsync(host, KnowledgeTestBase.Admin, "admin")).ShouldBe(["secret"]);
    }

    [Theory]
    [InlineData(".zip")]
    [InlineData(".csv")]
    public async Task Should_Keep_For_Few_In_Another_Company_What_Was_For_Few(string kind)
    {
        await using var host = await CreateHostAsync(DatabaseProvider.Sqlite);
        var group = await GroupAsync(host, "Security", Member);
        var category = await host.CategoryAsync(TestHost.TenantA);
        await KeepAsync(
            host,
            await host.ArticleAsync(TestHost.TenantA, category, "secret", "Zebra", "Body.", visibility: ArticleVisibility.Internal),
            category,
            group
        );
        await host.ArticleAsync(TestHost.TenantA, category, "members", "Zebra prices", "Body.", visibility: ArticleVisibility.SignedIn);
        var exported = await (
            kind == ".zip"
                ? host.ExportAsync(TestHost.TenantA)
                : host.AsAdminAsync<IKnowledgeTransferAppService, byte[]>(TestHost.TenantA, s => s.ExportCsvAsync())
        );

        var report = await ImportAsync();
        report.Problems.Select(p => p.ErrorCode).ShouldBe([KnowledgeErrorCodes.ImportAudienceUnknown]);
        report.Created.ShouldBe(1);
        await host.RunAsync(
            TestHost.TenantB,
            sp => sp.GetRequiredService<IRoutingIntegrationService>().EnsureGroupAsync("security", "Security")
        );
        (await ImportAsync()).Created.ShouldBe(1);
        (await host.FindAsync(TestHost.TenantB, "zebra")).ShouldBeEmpty();
        (
            await host.RunAsAsync(
                TestHost.TenantB,
                Outsider,
                "agent",
                sp => sp.GetRequiredService<IDeskKnowledgeAppService>().SearchAsync(new SearchInput { Query = "zebra" })
            )
        )
            .Hits.Select(h => h.Slug)
            .ShouldBe(["members"]);

        Task<ImportReportDto> ImportAsync() => host.ImportAsync(TestHost.TenantB, "a" + kind, exported);
    }

    [Fact]
    public async Task Should_Refuse_A_File_That_Says_Whom_It_Is_For_In_Unknown_Words()
    {
        await using var host = await CreateHostAsync(DatabaseProvider.Sqlite);
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create, true))
        {
            using var stream = archive.CreateEntry("a.md").Open();
            stream.Write(Encoding.UTF8.GetBytes("---\ntitle: Zebra\nvisibility: secret\n---\n\nBody."));
        }

        var report = await host.ImportAsync(TestHost.TenantA, "a.zip", content.ToArray());
        report.Problems.Select(p => p.ErrorCode).ShouldBe([KnowledgeErrorCodes.ImportAudienceUnknown]);
    }

    /// <summary>
    /// Wherever an article shows: search, suggestion, panel, page, links, category, home, lists of writers, versions,
    /// gaps.
    /// </summary>
    private static async Task CheckOnlyMembersSeeAsync(TestHost host, Guid id)
    {
        await host.AsVisitorAsync(
            TestHost.TenantA,
            async s =>
            {
                await s.VoteAsync(
                    new VoteInput
                    {
                        Slug = "open",
                        IsHelpful = false,
                        Visitor = "a",
                    }
                );
                (await s.SearchAsync(new SearchInput { Query = "zebra" })).Hits.Select(h => h.Slug).ShouldBe(["open"]);
                (await s.SuggestAsync(new SearchInput { Query = "zeb" })).Select(h => h.Slug).ShouldBe(["open"]);
                (await s.FindArticleAsync("secret")).ShouldBeNull();
                (await s.GetHomeAsync()).Popular.Select(a => a.Slug).ShouldBe(["open"]);
                (await s.GetSiteAddressesAsync()).ShouldNotContain(a => a.Path.Contains("secret"));
                (await s.FindArticleAsync("open"))!.Html.ShouldNotContain("secret");
                return true;
            }
        );
        (await SeenByAsync(host, Outsider)).ShouldBe(["open"]);
        (await SeenByAsync(host, Member)).ShouldBe(["open", "secret"]);
        (await SeenByAsync(host, KnowledgeTestBase.Admin, "admin")).ShouldBe(["open", "secret"]);
        await As(
            host,
            Outsider,
            async sp =>
            {
                var desk = sp.GetRequiredService<IDeskKnowledgeAppService>();
                (await desk.FindArticleAsync("secret")).ShouldBeNull();
                (await desk.SuggestForTicketAsync(new SearchInput { Query = "zebra" })).Select(h => h.Slug).ShouldBe(["open"]);
                (await desk.GetHomeAsync()).Popular.Select(a => a.Slug).ShouldBe(["open"]);
                (await desk.FindArticleAsync("open"))!.Html.ShouldNotContain("secret");
                var articles = sp.GetRequiredService<IArticleAppService>();
                (await articles.GetListAsync(new ArticleListInput())).Items.Select(a => a.Slug).ShouldBe(["open"]);
                (await articles.PreviewAsync(new PreviewInput { Body = "(kb:secret)" })).ShouldNotContain("secret");
                foreach (
                    var call in new Func<Task>[]
                    {
                        () => articles.GetAsync(id),
                        () => articles.GetVersionsAsync(id, "en"),
                        () =>
                            articles.SaveDraftAsync(
                                id,
                                new SaveDraftInput
                                {
                                    Language = "en",
                                    Revision = 2,
                                    Title = "Mine",
                                    Body = "x",
                                }
                            ),
                    }
                )
                {
                    (await Should.ThrowAsync<BusinessException>(call)).Code.ShouldBe(KnowledgeErrorCodes.ArticleNotFound);
                }

                return true;
            }
        );
        host.Time.Advance(TimeSpan.FromDays(400));
        (await GapsOfAsync(Outsider)).ShouldNotContain(id);
        (await GapsOfAsync(Member)).ShouldContain(id);

        async Task<List<Guid?>> GapsOfAsync(Guid person) =>
            [.. (await As(host, person, sp => sp.GetRequiredService<IGapAppService>().GetListAsync())).Select(g => g.ArticleId)];
    }

    private static Task<TestHost> CreateHostAsync(DatabaseProvider provider) =>
        TestHost.CreateAsync(
            provider,
            typeof(TestWorkspacesModule),
            typeof(IdentityModule),
            typeof(TicketsModule),
            typeof(SlaModule),
            typeof(RoutingModule),
            typeof(KnowledgeModule)
        );

    private static Task<T> As<T>(TestHost host, Guid person, Func<IServiceProvider, Task<T>> call, string role = "agent") =>
        host.RunAsAsync(TestHost.TenantA, person, role, call);

    private static async Task<IReadOnlyList<string>> SeenByAsync(TestHost host, Guid person, string role = "agent") =>
        [
            .. (
                await As(
                    host,
                    person,
                    sp => sp.GetRequiredService<IDeskKnowledgeAppService>().SearchAsync(new SearchInput { Query = "zebra" }),
                    role
                )
            )
                .Hits.Select(h => h.Slug)
                .Order(),
        ];

    private static async Task<IReadOnlyList<string>> CategoriesOfAsync(TestHost host, Guid person) =>
        [.. (await As(host, person, sp => sp.GetRequiredService<ICategoryAppService>().GetAllAsync())).Select(c => c.Key)];

    private static Task<Guid> GroupAsync(TestHost host, string name, Guid member) =>
        host.RunAsync(
            TestHost.TenantA,
            async sp =>
            {
                var routing = sp.GetRequiredService<IRoutingIntegrationService>();
                var group = await routing.EnsureGroupAsync(name.ToLowerInvariant(), name);
                await routing.SetMemberAsync(group.Id, member, 3, false);
                return group.Id;
            }
        );

    private static Task KeepAsync(TestHost host, Guid id, Guid category, Guid group) =>
        host.AsAdminAsync<IArticleAppService>(
            TestHost.TenantA,
            s =>
                s.UpdateAsync(
                    id,
                    new UpdateArticleInput
                    {
                        CategoryId = category,
                        Slug = "secret",
                        Visibility = ArticleVisibility.Internal,
                        GroupIds = [group],
                    }
                )
        );

    private static Task KeepVisibilityAsync(TestHost host, Guid shelf, List<Guid> groups) =>
        host.AsAdminAsync<ICategoryAppService>(
            TestHost.TenantA,
            s =>
                s.UpdateAsync(
                    shelf,
                    new SaveCategoryInput
                    {
                        Key = "cases",
                        GroupIds = groups,
                        Texts = [new CategoryTextInput { Language = "en", Name = "Cases" }],
                    }
                )
        );
}
