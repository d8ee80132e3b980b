namespace CustomerService.Knowledge.Search;

/// <summary>BM25 over weighted parts (BM25F): a word in the title or among the keywords says more than one in the text. The same on every database, since it runs here.</summary>
internal static class Ranking
{
    private const double TitleWeight = 4;
    private const double KeywordWeight = 3;
    private const double CategoryWeight = 0.8;
    private const double BodyWeight = 1;

    /// <summary>How soon another occurrence stops to matter.</summary>
    private const double K1 = 1.4;

    /// <summary>How much long texts are held back.</summary>
    private const double B = 0.6;

    public static double WeightOf(TermKind kind) => kind == TermKind.Part ? 0.15 : 1;

    public static double Rarity(int documents, int documentsWithTerm) => Math.Log(1 + ((documents - documentsWithTerm + 0.5) / (documentsWithTerm + 0.5)));

    public static double Occurrence(int title, int keywords, int category, int body, int length, double averageLength)
    {
        var inBody = body * BodyWeight / (1 - B + (B * length / Math.Max(1, averageLength)));
        var occurrence = inBody + (title * TitleWeight) + (keywords * KeywordWeight) + (category * CategoryWeight);
        return occurrence / (K1 + occurrence);
    }
}
