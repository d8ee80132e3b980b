namespace CustomerService.Knowledge;

public static class KnowledgeLimits
{
    public const int Title = 160;
    public const int Keywords = 500;

    /// <summary>Some hundred phrasings, one a line.</summary>
    public const int SimilarQuestions = 10_000;
    public const int ReviewNote = 500;
    public const int Tier = 32;

    /// <summary>Agent groups that an article or a category is kept for.</summary>
    public const int Groups = 40;
    public const int FileName = 260;
    public const int ContentType = 100;

    /// <summary>A picture or a leaflet; films belong elsewhere.</summary>
    public const int FileBytes = 10 * 1024 * 1024;
    public const int FilesPerArticle = 100;

    /// <summary>As it is uploaded, and as it is unpacked: texts and their pictures.</summary>
    public const int ImportBytes = 50_000_000;
    public const int ImportArticles = 2_000;
    public const int Synonyms = 500;
    public const int SynonymGroups = 500;

    /// <summary>About forty printed pages; longer texts are several articles.</summary>
    public const int Body = 100_000;

    /// <summary>A slug or a category key stands in addresses.</summary>
    public const int Slug = 80;
    public const int CategoryName = 80;
    public const int CategoryDescription = 200;

    /// <summary>Nobody types more into a search field; the rest of a pasted mail would only blur the ranking.</summary>
    public const int Query = 200;
    public const int Language = 16;
    public const int Icon = 32;
}
