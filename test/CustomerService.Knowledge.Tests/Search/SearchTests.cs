using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Search;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Tests.Search;

/// <summary>What people type, and what they mean.</summary>
public sealed class SearchTests
{
    [Theory]
    [InlineData("退款多久到賬", "refund-times")]
    [InlineData("tuikuan duojiu", "refund-times")]
    [InlineData("tuikuanduojiudaozhang", "refund-times")]
    [InlineData("tkdjdz", "refund-times")]
    [InlineData("tuikuan API duojiudaozhang", "refund-times")]
    [InlineData("推款多久到账", "refund-times")]
    [InlineData("返款几天到", "refund-times")]
    [InlineData("邮费怎么算", "shipping-fee")]
    [InlineData("帳號被盜", "account-stolen")]
    [InlineData("ＶＩＰ自动扣费怎么关", "membership-auto-renew")]
    public async Task Should_Find_The_Chinese_Article_However_It_Is_Typed(string query, string slug)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        await host.SeedAsync(TestHost.TenantA, "ecommerce");
        (await host.FindAsync(TestHost.TenantA, query, "zh-Hans"))[0].ShouldBe(slug);
    }

    [Theory]
    [InlineData("refnud times", "refund-times")]
    [InlineData("how long do refuns take", "refund-times")]
    [InlineData("my acount was hacked", "account-stolen")]
    [InlineData("where is my package", "missing-parcel", "track-order")]
    [InlineData("reimbursement when", "refund-times")]
    public async Task Should_Find_The_English_Article_However_It_Is_Typed(string query, params string[] slugs)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        await host.SeedAsync(TestHost.TenantA, "ecommerce");
        slugs.ShouldContain((await host.FindAsync(TestHost.TenantA, query))[0]);
    }

    [Fact]
    public async Task Should_Need_All_Words_Of_What_Means_The_Same()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var category = await host.CategoryAsync(TestHost.TenantA);
        await host.ArticleAsync(TestHost.TenantA, category, "only-one-word", "Parcel received", "Thank you.");
        (await host.FindAsync(TestHost.TenantA, "missing")).ShouldBeEmpty();
        await host.ArticleAsync(TestHost.TenantA, category, "all-words", "Parcel not received", "We look for it.");
        (await host.FindAsync(TestHost.TenantA, "missing")).ShouldBe(["all-words"]);
    }

    [Fact]
    public async Task Should_Not_Be_Led_Astray_By_Words_That_Every_Request_Has()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var category = await host.CategoryAsync(TestHost.TenantA);
        await host.ArticleAsync(TestHost.TenantA, category, "plain", "Use zebras", "Body.");
        await host.ArticleAsync(TestHost.TenantA, category, "telling", "Feed zebras", "Body.");
        (await host.FindAsync(TestHost.TenantA, "use feed")).ShouldBe(["telling", "plain"]);
        (await host.FindAsync(TestHost.TenantA, "use zebras"))[0].ShouldBe("plain");
    }

    [Fact]
    public async Task Should_Give_The_Same_Order_On_Both_Databases()
    {
        string[] queries =
        [
            "退款",
            "怎么退货",
            "tuihuo",
            "客服电话",
            "发票抬头开错了",
            "refund",
            "cancel my order",
            "acount",
            "订单",
            "充电宝",
            "how do i",
            "的",
        ];
        await using var sqlite = await KnowledgeTestBase.CreateHostAsync();
        await using var postgres = await KnowledgeTestBase.CreateHostAsync(DatabaseProvider.PostgreSql);
        await sqlite.SeedAsync(TestHost.TenantA, "ecommerce");
        await postgres.SeedAsync(TestHost.TenantA, "ecommerce");
        foreach (var query in queries)
        {
            var first = await sqlite.FindAsync(TestHost.TenantA, query, "zh-Hans");
            first.ShouldNotBeEmpty(query);
            (await postgres.FindAsync(TestHost.TenantA, query, "zh-Hans")).ShouldBe(first, query);
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Find_An_Article_By_What_People_Also_Ask(DatabaseProvider provider)
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync(provider);
        var category = await host.CategoryAsync(TestHost.TenantA);
        await host.ArticleAsync(TestHost.TenantA, category, "other", "怎么开发票", "我找不到地方时先看这里。", "zh-Hans");
        var id = await host.ArticleAsync(TestHost.TenantA, category, "one", "更换头像", "打开设置。", "zh-Hans");
        (await host.FindAsync(TestHost.TenantA, "照片太丑哪儿换一张", "zh-Hans")).ShouldNotContain("one");

        await host.AsAdminAsync<IArticleAppService, int>(
            TestHost.TenantA,
            s =>
                s.SaveDraftAsync(
                    id,
                    new SaveDraftInput
                    {
                        Language = "zh-Hans",
                        Revision = 2,
                        Title = "更换头像",
                        SimilarQuestions = "照片太丑了想换一张\n怎么上传新照片",
                        Body = "打开设置。",
                    }
                )
        );
        await host.AsAdminAsync<IArticleAppService>(TestHost.TenantA, s => s.PublishAsync(id, "zh-Hans"));

        (await host.FindAsync(TestHost.TenantA, "照片太丑哪儿换一张", "zh-Hans"))[0].ShouldBe("one");
        (await host.AsVisitorAsync(TestHost.TenantA, s => s.FindArticleAsync("one"), "zh-Hans"))!.Html.ShouldNotContain("照片");
    }

    [Fact]
    public async Task Should_Show_What_Is_For_Signed_In_Customers_To_Them_Only()
    {
        await using var host = await KnowledgeTestBase.CreateHostAsync();
        var category = await host.CategoryAsync(TestHost.TenantA);
        await host.ArticleAsync(
            TestHost.TenantA,
            category,
            "members",
            "Zebra prices",
            "For members.",
            visibility: ArticleVisibility.SignedIn
        );

        (await host.FindAsync(TestHost.TenantA, "zebra")).ShouldBeEmpty();
        (await host.AsVisitorAsync(TestHost.TenantA, s => s.FindArticleAsync("members"))).ShouldBeNull();
        await host.RunAsAsync(
            TestHost.TenantA,
            Guid.CreateVersion7(),
            "customer",
            async sp =>
            {
                var portal = sp.GetRequiredService<IPortalKnowledgeAppService>();
                (await portal.SearchAsync(new SearchInput { Query = "zebra" })).Hits.ShouldHaveSingleItem();
                (await portal.FindArticleAsync("members")).ShouldNotBeNull();
            }
        );
    }

    [Theory]
    [InlineData("refund", "refund", 0)]
    [InlineData("refund", "refnud", 1)]
    [InlineData("refund", "refunds", 1)]
    [InlineData("refund", "rfund", 1)]
    [InlineData("refund", "rexxnd", 2)]
    [InlineData("refund", "parcel", 3)]
    public void Should_Count_Slips_Of_The_Finger(string a, string b, int slips) => Typos.Distance(a, b, 2).ShouldBe(slips);

    [Theory]
    [InlineData("tuikuan", "tui kuan|tui ku an")]
    [InlineData("xian", "xian|xi an")]
    [InlineData("lvyou", "lu you")]
    [InlineData("refund", "")]
    public void Should_Read_Letters_As_Pinyin(string letters, string readings) =>
        string.Join('|', HanTables.Split(letters, 4).Select(r => string.Join(' ', r))).ShouldBe(readings);

    [Fact]
    public void Should_Prefer_The_Proven_And_The_New_Among_Equals_Only()
    {
        var now = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
        var (plain, proven, old, better) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var index = new KnowledgeIndex();
        Add(old, "Zebra care", now.AddYears(-3), 0);
        Add(plain, "Zebra care", now, 0);
        Add(proven, "Zebra care", now, 30);
        Add(better, "Zebra care at night", now.AddYears(-3), 0);
        Rank("zebra care").ShouldBe([proven, plain, old, better]);
        Rank("zebra care at night")[0].ShouldBe(better);

        void Add(Guid id, string title, DateTime publishedAt, int helpful) =>
            index.Add(new AnalyzedText(new IndexedText(id, "en", Audience.Everybody, title, "", "", "", "Text.", publishedAt, helpful, 0)));

        IReadOnlyList<Guid> Rank(string query) =>
            new Scorer(index, new QueryPlanner(index, SynonymSet.BuiltIn).Plan(query, false), Audience.Anonymous(), "en", now).Rank();
    }
}
