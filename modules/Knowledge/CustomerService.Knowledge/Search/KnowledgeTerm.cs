using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Knowledge.Search;

/// <summary>
/// One line of the inverted index: how often a term stands in the parts of a published text. Whatever ranking and visibility need
/// stands in the line itself, so that a query reads this table alone. Its key is what it says; millions of lines need no id of their own.
/// </summary>
internal sealed class KnowledgeTerm : IMultiTenant
{
    public const int MaxLength = 40;

    private KnowledgeTerm()
    {
    }

    public KnowledgeTerm(string term, Guid translationId, Guid articleId, string language, bool isInternal, int length, TermCounts counts)
    {
        (Term, TranslationId, ArticleId, Language, IsInternal, Length) = (term, translationId, articleId, language, isInternal, length);
        (Title, Keywords, Category, Body) = (counts.Title, counts.Keywords, counts.Category, counts.Body);
    }

    public Guid TenantId { get; private set; }

    public string Term { get; private set; } = "";

    public Guid TranslationId { get; private set; }

    public Guid ArticleId { get; private set; }

    public string Language { get; private set; } = "";

    public bool IsInternal { get; private set; }

    /// <summary>Terms in the whole text.</summary>
    public int Length { get; private set; }

    public int Title { get; private set; }

    public int Keywords { get; private set; }

    public int Category { get; private set; }

    public int Body { get; private set; }
}

internal sealed class TermCounts
{
    public int Title { get; set; }

    public int Keywords { get; set; }

    public int Category { get; set; }

    public int Body { get; set; }
}
