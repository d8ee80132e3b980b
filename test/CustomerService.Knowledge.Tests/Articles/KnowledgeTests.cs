using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Gaps;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Search;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Tests.Articles;

public sealed class KnowledgeTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Find_Seeded_Articles_In_Both_Languages(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        await host.SeedAsync(TestHost.TenantA, "ecommerce");

        (await host.FindAsync(TestHost.TenantA, "退款", "zh-Hans")).Take(3).ShouldContain("refund-times");
        (await host.FindAsync(TestHost.TenantA, "退", "zh-Hans")).ShouldNotBeEmpty();
        (await host.FindAsync(TestHost.TenantA, "盗号", "zh-Hans"))[0].ShouldBe("account-stolen");
        (await host.FindAsync(TestHost.TenantA, "充电宝能带上飞机吗", "zh-Hans"))[0].ShouldBe("power-bank-on-plane");
        (await host.FindAsync(TestHost.TenantA, "refunding")).Take(3).ShouldContain("refund-times");
        (await host.FindAsync(TestHost.TenantA, "my account was stolen"))[0].ShouldBe("account-stolen");
        (await host.FindAsync(TestHost.TenantA, "zzzqqq")).ShouldBeEmpty();
        (await host.AsVisitorAsync(TestHost.TenantA, s => s.SuggestAsync(new SearchInput { Query = "refu" })))[0]
            .Slug.ShouldBe("refund-times");
    }

    [Fact]
    public async Task Should_Show_Home_Categories_And_Articles_In_The_Readers_Language()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        await host.SeedAsync(TestHost.TenantA, "saas");

        var home = await host.AsVisitorAsync(TestHost.TenantA, s => s.GetHomeAsync(), "zh-Hans");
        home.Categories.ShouldContain(c => c.Name == "账号与安全");
        home.Popular.Count.ShouldBe(6);
        var article = await host.AsVisitorAsync(TestHost.TenantA, s => s.FindArticleAsync("api-tokens"), "zh-Hans");
        article!.Language.ShouldBe("zh-Hans");
        article.Related.ShouldNotBeEmpty();
        article.Html.ShouldContain("/kb/account/account-stolen");
        article.Html.ShouldNotContain("kb:");
        (await host.AsVisitorAsync(TestHost.TenantA, s => s.FindCategoryAsync("account")))!.Articles.ShouldContain(a =>
            a.Slug == "account-stolen"
        );
    }

    [Fact]
    public async Task Should_Fall_Back_To_The_Language_There_Is()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var category = await host.CategoryAsync(TestHost.TenantA);
        await host.ArticleAsync(TestHost.TenantA, category, "only-english", "Only English", "The text.");
        (await host.AsVisitorAsync(TestHost.TenantA, s => s.FindArticleAsync("only-english"), "zh-Hans"))!.Language.ShouldBe("en");
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Never_Show_A_Draft_An_Internal_Or_A_Foreign_Article(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var category = await host.CategoryAsync(TestHost.TenantA);
        await host.ArticleAsync(TestHost.TenantA, category, "draft-one", "Unfinished zebra", "zebra body", publish: false);
        await host.ArticleAsync(
            TestHost.TenantA,
            category,
            "internal-one",
            "Internal zebra",
            "zebra body",
            visibility: ArticleVisibility.Internal
        );
        await host.ArticleAsync(TestHost.TenantA, category, "public-one", "Public zebra", "See (kb:internal-one) and (kb:draft-one).");
        var other = await host.CategoryAsync(TestHost.TenantB);
        await host.ArticleAsync(TestHost.TenantB, other, "foreign-one", "Foreign zebra", "zebra body");

        (await host.FindAsync(TestHost.TenantA, "zebra")).ShouldBe(["public-one"]);
        (await host.AsVisitorAsync(TestHost.TenantA, s => s.SuggestAsync(new SearchInput { Query = "zeb" })))
            .Select(a => a.Slug)
            .ShouldBe(["public-one"]);
        foreach (var slug in new[] { "draft-one", "internal-one", "foreign-one" })
        {
            (await host.AsVisitorAsync(TestHost.TenantA, s => s.FindArticleAsync(slug))).ShouldBeNull(slug);
        }

        (await host.AsVisitorAsync(TestHost.TenantA, s => s.FindCategoryAsync("help")))!
            .Articles.Select(a => a.Slug)
            .ShouldBe(["public-one"]);
        (await host.AsVisitorAsync(TestHost.TenantA, s => s.GetHomeAsync())).Popular.Select(a => a.Slug).ShouldBe(["public-one"]);
        (await host.AsVisitorAsync(TestHost.TenantA, s => s.FindArticleAsync("public-one")))!.Html.ShouldNotContain("internal-one");
        (
            await host.RunAsAsync(
                TestHost.TenantA,
                Guid.CreateVersion7(),
                "agent",
                sp => sp.GetRequiredService<IDeskKnowledgeAppService>().SearchAsync(new SearchInput { Query = "zebra" })
            )
        )
            .Hits.Select(h => h.Slug)
            .Order()
            .ShouldBe(["internal-one", "public-one"]);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Keep_What_Readers_See_Until_A_Draft_Is_Published_And_Forget_What_Is_Withdrawn(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var category = await host.CategoryAsync(TestHost.TenantA);
        var id = await host.ArticleAsync(TestHost.TenantA, category, "one", "First words", "alpha");
        await host.AsAdminAsync<IArticleAppService, int>(
            TestHost.TenantA,
            s =>
                s.SaveDraftAsync(
                    id,
                    new SaveDraftInput
                    {
                        Language = "en",
                        Revision = 2,
                        Title = "Second words",
                        Body = "beta",
                    }
                )
        );

        (await host.FindAsync(TestHost.TenantA, "beta")).ShouldBeEmpty();
        (await host.AsVisitorAsync(TestHost.TenantA, s => s.FindArticleAsync("one")))!.Title.ShouldBe("First words");
        (await host.AsAdminAsync<IArticleAppService, ArticleDto>(TestHost.TenantA, s => s.GetAsync(id)))
            .Drafts[0]
            .State.ShouldBe(ArticleState.Changed);

        await host.AsAdminAsync<IArticleAppService>(TestHost.TenantA, s => s.PublishAsync(id, "en"));
        (await host.FindAsync(TestHost.TenantA, "alpha")).ShouldBeEmpty();
        (await host.FindAsync(TestHost.TenantA, "beta")).ShouldBe(["one"]);

        await host.AsAdminAsync<IArticleAppService>(TestHost.TenantA, s => s.WithdrawAsync(id, "en"));
        (await host.FindAsync(TestHost.TenantA, "beta")).ShouldBeEmpty();
        (await host.AsVisitorAsync(TestHost.TenantA, s => s.FindArticleAsync("one"))).ShouldBeNull();
        (
            await host.AsAdminAsync<IArticleAppService, IReadOnlyList<ArticleVersionDto>>(
                TestHost.TenantA,
                s => s.GetVersionsAsync(id, "en")
            )
        ).Count.ShouldBe(6);
        await host.AsAdminAsync<IArticleAppService>(TestHost.TenantA, s => s.DeleteAsync(id));
    }

    [Fact]
    public async Task Should_Refuse_A_Draft_That_Began_With_An_Older_One()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var id = await host.ArticleAsync(TestHost.TenantA, await host.CategoryAsync(TestHost.TenantA), "one", "Words", "alpha");
        var error = await Should.ThrowAsync<BusinessException>(() =>
            host.AsAdminAsync<IArticleAppService, int>(
                TestHost.TenantA,
                s =>
                    s.SaveDraftAsync(
                        id,
                        new SaveDraftInput
                        {
                            Language = "en",
                            Revision = 1,
                            Title = "Other",
                            Body = "x",
                        }
                    )
            )
        );
        error.Code.ShouldBe(KnowledgeErrorCodes.ChangedMeanwhile);
    }

    [Fact]
    public async Task Should_Put_An_Old_Version_Back_Into_The_Draft()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var id = await host.ArticleAsync(TestHost.TenantA, await host.CategoryAsync(TestHost.TenantA), "one", "Words", "alpha");
        await host.AsAdminAsync<IArticleAppService, int>(
            TestHost.TenantA,
            s =>
                s.SaveDraftAsync(
                    id,
                    new SaveDraftInput
                    {
                        Language = "en",
                        Revision = 2,
                        Title = "Words",
                        Body = "beta",
                    }
                )
        );
        var versions = await host.AsAdminAsync<IArticleAppService, IReadOnlyList<ArticleVersionDto>>(
            TestHost.TenantA,
            s => s.GetVersionsAsync(id, "en")
        );
        await host.AsAdminAsync<IArticleAppService>(TestHost.TenantA, s => s.RestoreAsync(id, versions.First(v => v.Body == "alpha").Id));
        (await host.AsAdminAsync<IArticleAppService, ArticleDto>(TestHost.TenantA, s => s.GetAsync(id))).Drafts[0].Body.ShouldBe("alpha");
    }

    [Fact]
    public async Task Should_Tell_Every_Node_When_Readers_See_Something_New()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var told = new List<string>();
        using var subscription = host
            .Services.GetRequiredService<Framework.RealTime.IRealTimeHub>()
            .SubscribeAll(
                (tenant, message) =>
                {
                    told.Add(message.Topic);
                    return Task.CompletedTask;
                }
            );
        var id = await host.ArticleAsync(
            TestHost.TenantA,
            await host.CategoryAsync(TestHost.TenantA),
            "one",
            "Words",
            "alpha",
            publish: false
        );
        told.Clear();
        await host.AsAdminAsync<IArticleAppService>(TestHost.TenantA, s => s.PublishAsync(id, "en"));
        told.ShouldContain(KnowledgeSignals.Topic);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Count_One_Vote_Per_Visitor(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var id = await host.ArticleAsync(TestHost.TenantA, await host.CategoryAsync(TestHost.TenantA), "one", "Words", "alpha");
        foreach (var (visitor, helpful) in new[] { ("v1", true), ("v1", true), ("v2", true), ("v1", false), ("v3", false) })
        {
            await host.RunAsync(
                TestHost.TenantA,
                sp =>
                    sp.GetRequiredService<IPortalKnowledgeAppService>()
                        .VoteAsync(
                            new VoteInput
                            {
                                Slug = "one",
                                Visitor = visitor,
                                IsHelpful = helpful,
                            }
                        )
            );
        }

        var article = await host.AsAdminAsync<IArticleAppService, ArticleDto>(TestHost.TenantA, s => s.GetAsync(id));
        (article.Helpful, article.NotHelpful).ShouldBe((1, 2));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Remember_What_Was_Not_Found(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        await host.FindAsync(TestHost.TenantA, "Teleport");
        await host.FindAsync(TestHost.TenantA, "teleport ");
        var missing = await host.AsAdminAsync<IGapAppService, IReadOnlyList<GapDto>>(TestHost.TenantA, s => s.GetListAsync());
        missing.ShouldHaveSingleItem().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Follow_A_New_Category_Name_And_Refuse_To_Lose_Articles(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var category = await host.CategoryAsync(TestHost.TenantA);
        await host.ArticleAsync(TestHost.TenantA, category, "one", "Words", "alpha");
        await host.AsAdminAsync<ICategoryAppService>(
            TestHost.TenantA,
            s =>
                s.UpdateAsync(
                    category,
                    new SaveCategoryInput { Key = "help", Texts = [new CategoryTextInput { Language = "en", Name = "Giraffes" }] }
                )
        );
        (await host.FindAsync(TestHost.TenantA, "giraffe")).ShouldBe(["one"]);
        (
            await Should.ThrowAsync<BusinessException>(() =>
                host.AsAdminAsync<ICategoryAppService>(TestHost.TenantA, s => s.DeleteAsync(category))
            )
        ).Code.ShouldBe(KnowledgeErrorCodes.CategoryNotEmpty);
    }

    [Fact]
    public async Task Should_Let_Only_Those_Write_Who_May()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        await Should.ThrowAsync<BusinessException>(() =>
            host.RunAsAsync(
                TestHost.TenantA,
                Guid.CreateVersion7(),
                "agent",
                sp => sp.GetRequiredService<IArticleAppService>().PublishAsync(Guid.NewGuid(), "en")
            )
        );
        await Should.ThrowAsync<BusinessException>(() =>
            host.RunAsAsync(
                TestHost.TenantA,
                Guid.CreateVersion7(),
                "customer",
                sp => sp.GetRequiredService<IDeskKnowledgeAppService>().SearchAsync(new SearchInput { Query = "x" })
            )
        );
    }
}
