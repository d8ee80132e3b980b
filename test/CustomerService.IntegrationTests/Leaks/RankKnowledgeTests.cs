using System.Text;
using System.Text.Json;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;

namespace CustomerService.IntegrationTests.Leaks;

/// <summary>The verb <c>kb rank</c> over files as people have them.</summary>
public sealed class RankKnowledgeTests
{
    [Fact]
    public async Task Should_Rank_Articles_And_Print_The_Figures()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        var (articles, queries, ranks) = (File("articles.jsonl"), File("queries.tsv"), File("ranks.jsonl"));
        await System.IO.File.WriteAllTextAsync(
            articles,
            """
            {"id": 1, "title": "退款多久到账", "text": "原路退回。"}
            {"id": "b", "question": "发票怎么开", "answer": "在订单里申请。", "similar_questions": ["能开专票吗", "报销凭证去哪弄"]}

            {"id": "c", "standard_question": "怎么修改密码", "answers": ["打开设置。", "点密码。"]}
            """.ReplaceLineEndings("\r\n"),
            new UTF8Encoding(true)
        );
        await System.IO.File.WriteAllTextAsync(
            queries,
            "query\tid\r\n退款什麼時候到賬\t1\r\n\r\n报销凭证哪里弄\tb\r\nmima\tc,1\r\n发票\tc\r\n",
            new UTF8Encoding(true)
        );

        var (exitCode, output) = await ServerProcess.RunVerbAsync(
            settings,
            "kb",
            "rank",
            "--articles",
            articles,
            "--queries",
            queries,
            "--top",
            "2",
            "--out",
            ranks
        );

        exitCode.ShouldBe(0, output);
        output.ShouldContain("articles 3, queries 4");
        output.ShouldContain("hit@1 0.7500");
        var lines = (await System.IO.File.ReadAllLinesAsync(ranks)).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        lines.Select(l => l.GetProperty("query").GetString()).ShouldBe(["退款什麼時候到賬", "报销凭证哪里弄", "mima", "发票"]);
        lines[0].GetProperty("right").GetString().ShouldBe("1");
        lines.Select(l => l.GetProperty("ranked")[0].GetString()).ShouldBe(["1", "b", "c", "b"]);
        lines.ShouldAllBe(l => l.GetProperty("ranked").GetArrayLength() <= 2);

        string File(string name) => Path.Combine(settings.DataDirectory, name);
    }

    [Fact]
    public async Task Should_Say_What_Is_Wrong_With_The_Files()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        var articles = Path.Combine(settings.DataDirectory, "articles.jsonl");
        await File.WriteAllTextAsync(articles, "{\"title\": \"no id\"}\n");
        var (exitCode, output) = await ServerProcess.RunVerbAsync(settings, "kb", "rank", "--articles", articles, "--queries", articles);
        exitCode.ShouldBe(2);
        output.ShouldContain("Article 1");
    }
}
