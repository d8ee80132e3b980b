using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Gaps;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Search;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Tests.Articles;

/// <summary>Draft, review, publish, expire; addresses that change; what is missing.</summary>
public sealed class WorkflowTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Let_An_Agent_Write_And_Ask_But_Not_Publish(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var category = await host.CategoryAsync(TestHost.TenantA);
        var agent = Guid.CreateVersion7();
        var id = await host.RunAsAsync(
            TestHost.TenantA,
            agent,
            "agent",
            async sp =>
            {
                var articles = sp.GetRequiredService<IArticleAppService>();
                var made = await articles.CreateAsync(
                    new CreateArticleInput
                    {
                        CategoryId = category,
                        Slug = "one",
                        Title = "Zebra",
                        Language = "en",
                    }
                );
                await articles.SaveDraftAsync(
                    made,
                    new SaveDraftInput
                    {
                        Language = "en",
                        Revision = 1,
                        Title = "Zebra",
                        Body = "Body.",
                    }
                );
                return made;
            }
        );
        await host.RunAsAsync(
            TestHost.TenantA,
            agent,
            "agent",
            sp => sp.GetRequiredService<IArticleAppService>().SendToReviewAsync(id, "en")
        );
        await Should.ThrowAsync<BusinessException>(() =>
            host.RunAsAsync(TestHost.TenantA, agent, "agent", sp => sp.GetRequiredService<IArticleAppService>().PublishAsync(id, "en"))
        );
        (
            await host.AsAdminAsync<IArticleAppService, Framework.Application.PagedResult<ArticleRowDto>>(
                TestHost.TenantA,
                s => s.GetListAsync(new ArticleListInput { State = ArticleState.InReview })
            )
        ).Items.ShouldHaveSingleItem();

        await host.AsAdminAsync<IArticleAppService>(
            TestHost.TenantA,
            s => s.SendBackAsync(id, new SendBackInput { Language = "en", Note = "Name the price." })
        );
        var draft = (await host.AsAdminAsync<IArticleAppService, ArticleDto>(TestHost.TenantA, s => s.GetAsync(id))).Drafts[0];
        (draft.State, draft.ReviewNote).ShouldBe((ArticleState.Draft, "Name the price."));
        (
            await Should.ThrowAsync<BusinessException>(() =>
                host.AsAdminAsync<IArticleAppService>(
                    TestHost.TenantA,
                    s => s.SendBackAsync(id, new SendBackInput { Language = "en", Note = "Again." })
                )
            )
        ).Code.ShouldBe(KnowledgeErrorCodes.NotInReview);

        await host.AsAdminAsync<IArticleAppService>(TestHost.TenantA, s => s.PublishAsync(id, "en"));
        draft = (await host.AsAdminAsync<IArticleAppService, ArticleDto>(TestHost.TenantA, s => s.GetAsync(id))).Drafts[0];
        (draft.State, draft.ReviewNote).ShouldBe((ArticleState.Published, ""));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Remind_The_Owner_Once_And_Then_Hide_The_Article(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var owner = await host.RunAsync(
            TestHost.TenantA,
            sp =>
                sp.GetRequiredService<IUserIntegrationService>().CreateStaffAsync("olga@a.example", "Olga", "lead", "Demo-Pass-2026", "en")
        );
        var category = await host.CategoryAsync(TestHost.TenantA);
        var id = await host.ArticleAsync(TestHost.TenantA, category, "one", "Zebra", "Body.");
        var lastDay = DateOnly.FromDateTime(host.Time.Now.AddDays(20));
        await UpdateAsync(host, id, category, "one", lastDay, owner.Id);
        (await host.AsAdminAsync<IArticleAppService, ArticleDto>(TestHost.TenantA, s => s.GetAsync(id))).LastDay.ShouldBe(lastDay);

        host.Time.Advance(TimeSpan.FromDays(10));
        await host.DrainAsync();
        Mails(host).ShouldBeEmpty();
        host.Time.Advance(TimeSpan.FromDays(6));
        await host.DrainAsync();
        await host.DrainAsync();
        Mails(host).ShouldHaveSingleItem().To.ShouldBe("olga@a.example");
        (await host.FindAsync(TestHost.TenantA, "zebra")).ShouldBe(["one"]);

        host.Time.Advance(TimeSpan.FromDays(6));
        await host.DrainAsync();
        Mails(host).Count.ShouldBe(2);
        (await host.FindAsync(TestHost.TenantA, "zebra")).ShouldBeEmpty();
        (await host.AsVisitorAsync(TestHost.TenantA, s => s.FindArticleAsync("one"))).ShouldBeNull();

        await host.AsAdminAsync<IArticleAppService>(TestHost.TenantA, s => s.PublishAsync(id, "en"));
        await host.DrainAsync();
        (await host.FindAsync(TestHost.TenantA, "zebra")).ShouldBe(["one"]);
        (
            await Should.ThrowAsync<BusinessException>(() =>
                UpdateAsync(host, id, category, "one", DateOnly.FromDateTime(host.Time.Now.AddDays(-3)), null)
            )
        ).Code.ShouldBe(KnowledgeErrorCodes.LastDayOver);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Lead_From_Old_Addresses_Until_Another_Article_Takes_Them(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var category = await host.CategoryAsync(TestHost.TenantA);
        var id = await host.ArticleAsync(TestHost.TenantA, category, "first-name", "Zebra", "Body.");
        await host.ArticleAsync(TestHost.TenantA, category, "linking", "Links", "See (kb:first-name).");
        await UpdateAsync(host, id, category, "second-name");
        await UpdateAsync(host, id, category, "third-name");

        (await FindAsync("first-name"))!.Slug.ShouldBe("third-name");
        (await FindAsync("second-name"))!.Slug.ShouldBe("third-name");
        (await FindAsync("linking"))!.Html.ShouldContain("/kb/help/third-name");

        await UpdateAsync(host, id, category, "first-name");
        (await FindAsync("first-name"))!.Slug.ShouldBe("first-name");
        var other = await host.ArticleAsync(TestHost.TenantA, category, "third-name", "Giraffe", "Body.");
        (await FindAsync("third-name"))!.Id.ShouldBe(other);

        Task<ArticlePageDto?> FindAsync(string slug) => host.AsVisitorAsync(TestHost.TenantA, s => s.FindArticleAsync(slug));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Reach_A_Category_By_Every_Address_It_Had(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var category = await host.CategoryAsync(TestHost.TenantA, "first-key");
        await RenameAsync("second-key");
        await RenameAsync("third-key");
        foreach (var key in new[] { "first-key", "second-key", "third-key" })
        {
            (await FindAsync(key))!.Key.ShouldBe("third-key", key);
        }

        await RenameAsync("first-key");
        (await FindAsync("third-key"))!.Key.ShouldBe("first-key");
        await host.CategoryAsync(TestHost.TenantA, "second-key");
        (await FindAsync("second-key"))!.Key.ShouldBe("second-key");
        (await FindAsync("never-was")).ShouldBeNull();

        Task RenameAsync(string key) =>
            host.AsAdminAsync<ICategoryAppService>(
                TestHost.TenantA,
                s =>
                    s.UpdateAsync(
                        category,
                        new SaveCategoryInput { Key = key, Texts = [new CategoryTextInput { Language = "en", Name = "N" }] }
                    )
            );
        Task<CategoryPageDto?> FindAsync(string key) => host.AsVisitorAsync(TestHost.TenantA, s => s.FindCategoryAsync(key));
    }

    [Fact]
    public async Task Should_Show_An_Article_To_Customers_Of_Its_Tier_And_Higher_Ones()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var category = await host.CategoryAsync(TestHost.TenantA);
        var id = await host.ArticleAsync(TestHost.TenantA, category, "one", "Zebra", "Body.");
        await host.AsAdminAsync<IArticleAppService>(
            TestHost.TenantA,
            s =>
                s.UpdateAsync(
                    id,
                    new UpdateArticleInput
                    {
                        CategoryId = category,
                        Slug = "one",
                        Visibility = ArticleVisibility.SignedIn,
                        Tier = nameof(CustomerTier.Plus),
                    }
                )
        );
        foreach (var (tier, isSeen) in new[] { (CustomerTier.Standard, false), (CustomerTier.Plus, true), (CustomerTier.Vip, true) })
        {
            var customer = await host.RunAsync(
                TestHost.TenantA,
                async sp =>
                {
                    var users = sp.GetRequiredService<IUserIntegrationService>();
                    var user = await users.GetOrCreateCustomerAsync($"{tier}@x.example", "C", "en");
                    await users.SetTierAsync(user.Id, tier);
                    return user;
                }
            );
            await host.RunAsAsync(
                TestHost.TenantA,
                customer.Id,
                "customer",
                async sp =>
                {
                    var portal = sp.GetRequiredService<IPortalKnowledgeAppService>();
                    (await portal.SearchAsync(new SearchInput { Query = "zebra" })).Total.ShouldBe(isSeen ? 1 : 0, tier.ToString());
                    (await portal.FindArticleAsync("one") is not null).ShouldBe(isSeen, tier.ToString());
                }
            );
        }

        (await host.FindAsync(TestHost.TenantA, "zebra")).ShouldBeEmpty();
        (
            await host.RunAsAsync(
                TestHost.TenantA,
                Guid.CreateVersion7(),
                "agent",
                sp => sp.GetRequiredService<IDeskKnowledgeAppService>().SearchAsync(new SearchInput { Query = "zebra" })
            )
        ).Total.ShouldBe(1);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_List_What_Is_Missing_And_Bring_It_Back_When_It_Happens_Again(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var category = await host.CategoryAsync(TestHost.TenantA);
        var id = await host.ArticleAsync(TestHost.TenantA, category, "one", "Zebra", "Body.");
        await host.FindAsync(TestHost.TenantA, "okapi");
        await host.AsVisitorAsync(
            TestHost.TenantA,
            async s =>
            {
                await s.AskedAfterReadingAsync("one");
                await s.VoteAsync(
                    new VoteInput
                    {
                        Slug = "one",
                        IsHelpful = false,
                        Visitor = "a",
                    }
                );
                await s.VoteAsync(
                    new VoteInput
                    {
                        Slug = "one",
                        IsHelpful = false,
                        Visitor = "b",
                    }
                );
                return true;
            }
        );
        (await ListAsync())
            .Select(g => (g.Kind, g.Key))
            .ShouldBe(
                [(GapKind.Unhelpful, id.ToString()), (GapKind.NotFound, "okapi"), (GapKind.AskedAfterReading, id.ToString())],
                ignoreOrder: true
            );

        await host.AsAdminAsync<IGapAppService>(
            TestHost.TenantA,
            s =>
                s.SetAsync(
                    new SetGapInput
                    {
                        Kind = GapKind.NotFound,
                        Key = "okapi",
                        State = GapState.Done,
                        OwnerId = KnowledgeTestBase.Admin,
                    }
                )
        );
        (await ListAsync()).ShouldNotContain(g => g.Key == "okapi");
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.FindAsync(TestHost.TenantA, "okapi");
        var again = (await ListAsync()).Single(g => g.Key == "okapi");
        (again.State, again.Count, again.OwnerId).ShouldBe((GapState.Open, 2, KnowledgeTestBase.Admin));

        host.Time.Advance(TimeSpan.FromDays(400));
        (await ListAsync()).Select(g => g.Kind).ShouldBe([GapKind.Unhelpful, GapKind.Stale], ignoreOrder: true);

        await host.AsAdminAsync<IGapAppService>(
            TestHost.TenantA,
            s =>
                s.SetAsync(
                    new SetGapInput
                    {
                        Kind = GapKind.Stale,
                        Key = id.ToString(),
                        State = GapState.Done,
                    }
                )
        );
        (await ListAsync()).Select(g => g.Kind).ShouldBe([GapKind.Unhelpful]);
        host.Time.Advance(TimeSpan.FromDays(366));
        (await ListAsync()).Select(g => g.Kind).ShouldBe([GapKind.Unhelpful, GapKind.Stale], ignoreOrder: true);

        Task<IReadOnlyList<GapDto>> ListAsync() =>
            host.AsAdminAsync<IGapAppService, IReadOnlyList<GapDto>>(TestHost.TenantA, s => s.GetListAsync());
    }

    [Fact]
    public async Task Should_Show_What_Each_Step_Changed()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var category = await host.CategoryAsync(TestHost.TenantA);
        var id = await host.ArticleAsync(TestHost.TenantA, category, "one", "Zebra", "One.\n\nTwo.");
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
                        Body = "One.\n\nThree.",
                    }
                )
        );
        var versions = await host.AsAdminAsync<IArticleAppService, IReadOnlyList<ArticleVersionDto>>(
            TestHost.TenantA,
            s => s.GetVersionsAsync(id, "en")
        );
        var changes = await host.AsAdminAsync<IArticleAppService, IReadOnlyList<DiffLineDto>>(
            TestHost.TenantA,
            s => s.GetChangesAsync(id, versions[0].Id)
        );
        changes
            .Where(c => c.Change != LineChange.Same)
            .ShouldBe([new DiffLineDto(LineChange.Removed, "Two."), new DiffLineDto(LineChange.Added, "Three.")]);
    }

    [Fact]
    public void Should_Leave_Out_What_Is_Far_From_A_Change()
    {
        var before = string.Join('\n', Enumerable.Range(1, 30));
        LineDiff.Between(before, before).ShouldBeEmpty();
        LineDiff.Between("", "first").ShouldBe([new DiffLineDto(LineChange.Added, "first")]);
        LineDiff
            .Between(before, before.Replace("15", "x", StringComparison.Ordinal))
            .Select(l => l.Text)
            .ShouldBe(["13", "14", "15", "x", "16", "17", "…"]);
    }

    private static IReadOnlyList<EmailMessage> Mails(TestHost host) =>
        ((TestEmailSender)host.Services.GetRequiredService<IEmailSender>()).Sent;

    private static Task UpdateAsync(TestHost host, Guid id, Guid category, string slug, DateOnly? lastDay = null, Guid? owner = null) =>
        host.AsAdminAsync<IArticleAppService>(
            TestHost.TenantA,
            s =>
                s.UpdateAsync(
                    id,
                    new UpdateArticleInput
                    {
                        CategoryId = category,
                        Slug = slug,
                        LastDay = lastDay,
                        OwnerId = owner,
                    }
                )
        );
}
