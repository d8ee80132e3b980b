using CustomerService.Framework.Texts;

namespace CustomerService.Knowledge.Search;

/// <summary>Terms that many questions have, so that they seldom tell one answer from another.</summary>
internal static class CommonTerms
{
    /// <summary>Characters that hold sentences together: a pair with one of them says little of what is asked.</summary>
    private static readonly HashSet<char> FunctionCharacters =
    [
        .. "的了吗呢吧啊么们我你您他她它是在和与或也都就很还又把被让给这那哪啥怎请",
    ];

    private static readonly HashSet<string> FunctionPairs =
    [
        "如何",
        "可以",
        "是否",
        "能否",
        "可否",
        "请问",
        "没有",
        "有没",
        "不是",
        "一个",
        "一下",
        "什么",
        "为什",
        "为何",
        "怎么",
        "么办",
        "怎样",
        "哪些",
        "哪里",
        "问题",
        "问下",
        "知道",
        "想问",
        "咨询",
        "一些",
        "进行",
        "需要",
        "应该",
        "时候",
    ];

    private static readonly HashSet<string> PlainTerms =
    [
        .. HanTables.Lines("plain-words.txt").SelectMany(l => l.Split(' ')).Select(w => w[0] > 0x7F ? w : EnglishStemmer.Stem(w)),
    ];

    /// <summary>Whether it seldom tells one answer from another.</summary>
    public static bool IsPlain(string term) => PlainTerms.Contains(term);

    public static bool SaysLittle(string term) =>
        term.Length == 2 && term[0] > 0x7F
            ? FunctionPairs.Contains(term) || FunctionCharacters.Contains(term[0]) || FunctionCharacters.Contains(term[1])
            : TextAnalyzer.IsStopTerm(term);
}
