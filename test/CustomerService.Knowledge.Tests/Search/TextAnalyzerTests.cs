using CustomerService.Framework.Texts;
using CustomerService.Knowledge.Search;

namespace CustomerService.Knowledge.Tests.Search;

public sealed class TextAnalyzerTests
{
    [Theory]
    [InlineData("退款", "退 退款 款")]
    [InlineData("退", "退")]
    [InlineData("退款多久", "退 退款 款 款多 多 多久 久")]
    [InlineData("ＡＢＣ１２３", "abc123")]
    [InlineData("充电宝ABC", "充 充电 电 电宝 宝 abc")]
    [InlineData("Refunds, refunded; REFUNDING", "refund refund refund")]
    [InlineData("ORD-2026-0042", "ord 2026 0042 ord20260042")]
    [InlineData("two-step verification", "two step verifi")]
    [InlineData("Café déjà", "cafe deja")]
    [InlineData("the customer's parcels", "custom parcel")]
    [InlineData("iPhone15 电池", "iphone15 电 电池 池")]
    [InlineData("カード", "カ カー ー ード ド")]
    [InlineData("退貨與運費", "退 退货 货 货与 与 与运 运 运费 费")]
    [InlineData("帳號", "账 账号 号")]
    [InlineData("  ，。！ ", "")]
    public void Should_Cut_Into_The_Same_Terms_For_Indexing_And_Asking(string text, string terms) =>
        string.Join(' ', TextAnalyzer.Analyze(text).Where(t => t.Kind != TermKind.Stop).Select(t => t.Term)).ShouldBe(terms);

    [Theory]
    [InlineData("cancel", "cancelled", "cancelling", "cancellation", "cancels")]
    [InlineData("refund", "refunds", "refunded", "refunding")]
    [InlineData("charge", "charged", "charges", "charging")]
    [InlineData("verify", "verified", "verification", "verifies")]
    [InlineData("invite", "invited", "invitation", "inviting")]
    [InlineData("address", "addresses")]
    [InlineData("delivery", "deliveries")]
    [InlineData("pay", "payment", "payments")]
    public void Should_Bring_The_Forms_Of_A_Word_Together(string word, params string[] forms)
    {
        foreach (var form in forms)
        {
            EnglishStemmer.Stem(form).ShouldBe(EnglishStemmer.Stem(word), form);
        }
    }

    [Fact]
    public void Should_Keep_Different_Words_Apart() =>
        new[] { "order", "orient", "sign", "single", "plan", "planet", "bill", "return" }
            .Select(EnglishStemmer.Stem)
            .Distinct()
            .Count()
            .ShouldBe(8);

    [Fact]
    public void Should_Know_Where_A_Term_Stands_After_Folding()
    {
        const string text = "ＯＫ，退款 Refunds";
        TextAnalyzer
            .Analyze(text)
            .Where(t => t.Term is "退款" or "refund")
            .Select(t => text.Substring(t.Start, t.Length))
            .ShouldBe(["退款", "Refunds"]);
    }

    [Fact]
    public void Should_Mark_Hits_And_Leave_The_Rest_As_Text()
    {
        var parts = Highlighter.Mark("<script>退款</script>", TextAnalyzer.Analyze("退款").Select(t => t.Term).ToHashSet());
        parts.ShouldBe([new TextPart("<script>", false), new TextPart("退款", true), new TextPart("</script>", false)]);
    }

    [Theory]
    [InlineData("扣款争议判定后退款", "扣款争议判定后[退款]")]
    [InlineData("七天无理由退货", "七天无理由[退]货")]
    public void Should_Mark_Single_Characters_Only_Where_Nothing_Longer_Is(string text, string marked)
    {
        var parts = Highlighter.Mark(text, TextAnalyzer.Analyze("退款").Select(t => t.Term).ToHashSet());
        string.Concat(parts.Select(p => p.IsHit ? $"[{p.Text}]" : p.Text)).ShouldBe(marked);
    }

    [Fact]
    public void Should_Survive_Any_Text()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(1, 0xFFFF))]);
            var terms = TextAnalyzer.Analyze(text);
            terms.ShouldAllBe(t => t.Term.Length > 0 && t.Start + t.Length <= text.Length);
            string.Concat(Highlighter.Mark(text, terms.Select(t => t.Term).ToHashSet()).Select(p => p.Text)).ShouldBe(text);
        }
    }

    [Theory]
    [InlineData("Tiếng Việt", "viet", "Việt")]
    [InlineData("Mu\u0308ller", "müller", "Mu\u0308ller")]
    [InlineData("ﬁne oﬃce", "office", "oﬃce")]
    [InlineData("x 𠮷田 y", "𠮷田", "𠮷田")]
    public void Should_Find_And_Mark_A_Word_However_Its_Accents_Are_Written(string text, string query, string marked)
    {
        var terms = TextAnalyzer.Analyze(query).Select(t => t.Term).ToHashSet();
        TextAnalyzer.Analyze(text).ShouldContain(t => terms.Contains(t.Term) && t.IsStrong);
        Highlighter.Mark(text, terms).Single(p => p.IsHit).Text.ShouldBe(marked);
    }
}
