namespace CustomerService.Knowledge.Search;

/// <summary>
/// The numbers of the ranking. BM25 over weighted parts (BM25F), then the likeness to the title and to the similar
/// questions.
/// </summary>
internal static class Ranking
{
    /// <summary>What may be meant counts less than what was said.</summary>
    private const double SynonymWeight = 0.45;

    /// <summary>Han synonyms are short and stand in other words too.</summary>
    private const double HanSynonymWeight = 0.3;
    public const double PinyinWeight = 0.9;
    public const double InitialsWeight = 0.6;
    public const double SoundWeight = 0.5;
    public const double SlipWeight = 0.8;
    public const double TwoSlipsWeight = 0.6;
    public const double PrefixWeight = 0.9;

    /// <summary>A word of the question that the title lacks is mostly forgiven when the text has it.</summary>
    public const double FoundInText = 0.3;

    /// <summary>What a term says because of what it is: single Han characters and words that hold sentences together say little.</summary>
    private const double CharacterWeight = 0.2;
    private const double FunctionWeight = 0.15;
    private const double StopWeight = 0.3;

    /// <summary>Words of <c>plain-words.txt</c>.</summary>
    private const double PlainWeight = 0.6;
    private const double PlainHanWeight = 0.5;

    private const double TitleWeight = 4;
    private const double SimilarWeight = 3;
    private const double KeywordWeight = 3;
    private const double CategoryWeight = 0.8;
    private const double BodyWeight = 1.2;

    /// <summary>How soon another occurrence stops to matter.</summary>
    private const double K1 = 2.4;

    /// <summary>How much long texts are held back.</summary>
    private const double B = 0.75;

    /// <summary>How much a question that somebody has asked in these words counts beside the words one by one.</summary>
    private const double LikenessWeight = 0.8;
    private const double SecondLikeness = 0.4;
    private const double ThirdLikeness = 0.3;

    /// <summary>A text in the reader's own language stands before an equal one in another.</summary>
    private const double OwnLanguage = 1.3;

    /// <summary>New and proven texts come before equal others, never before better ones.</summary>
    private const double MaxFreshness = 0.02;
    private const double MaxUsefulness = 0.04;
    private const double FreshDays = 180;
    private const double DoubtfulVotes = 5;

    public static double WeightOf(string term) =>
        (term.Length, term[0]) switch
        {
            (1, > (char)0x7F) => CharacterWeight,
            (2, > (char)0x7F) => CommonTerms.SaysLittle(term) ? FunctionWeight
            : CommonTerms.IsPlain(term) ? PlainHanWeight
            : 1,
            _ => CommonTerms.SaysLittle(term) ? StopWeight
            : CommonTerms.IsPlain(term) ? PlainWeight
            : 1,
        };

    public static double SynonymWeightOf(string words) => words.Any(c => c > 0x7F) ? HanSynonymWeight : SynonymWeight;

    /// <param name="best">Of the title and all similar questions.</param>
    public static double Likeness(double best, double second, double third) => best + (SecondLikeness * second) + (ThirdLikeness * third);

    public static double Rarity(int documents, int documentsWithTerm) =>
        Math.Log(1 + ((documents - documentsWithTerm + 0.5) / (documentsWithTerm + 0.5)));

    public static double Occurrence(in Posting posting, int length, double averageLength)
    {
        var inBody = posting.Body * BodyWeight / (1 - B + (B * length / averageLength));
        var similar = posting.Similar == 0 ? 0 : SimilarWeight * (1 + Math.Log(posting.Similar));
        var occurrence =
            inBody + (posting.Title * TitleWeight) + similar + (posting.Keywords * KeywordWeight) + (posting.Category * CategoryWeight);
        return occurrence / (K1 + occurrence);
    }

    /// <param name="likeness">Of the question to the title and the similar questions.</param>
    /// <param name="asked">What the question could reach at most.</param>
    public static double WithLikeness(double score, double likeness, double asked) => score + (LikenessWeight * likeness * asked);

    /// <summary>More than this times its score no text can get.</summary>
    public const double MaxPrior = OwnLanguage * (1 + MaxFreshness + MaxUsefulness);

    public static double WithPriors(double score, IndexedDocument document, string language, DateTime now)
    {
        var age = Math.Max(0, (now - document.PublishedAt).TotalDays);
        var usefulness = (document.Helpful - document.NotHelpful) / (document.Helpful + document.NotHelpful + DoubtfulVotes);
        return score
            * (document.Language == language ? OwnLanguage : 1)
            * (1 + (MaxFreshness * Math.Exp(-age / FreshDays)) + (MaxUsefulness * usefulness));
    }
}
