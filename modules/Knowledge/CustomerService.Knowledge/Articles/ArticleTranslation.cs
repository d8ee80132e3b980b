using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Texts;

namespace CustomerService.Knowledge.Articles;

/// <summary>An article in one language: the draft, and beside it what readers see.</summary>
internal sealed class ArticleTranslation : TenantEntity
{
    private const int SummaryLength = 160;

    private ArticleTranslation() { }

    public ArticleTranslation(string language) => Language = language;

    public Guid ArticleId { get; private set; }

    public string Language { get; private set; } = "";

    public int Revision { get; private set; }

    public string Title { get; private set; } = "";

    public string Keywords { get; private set; } = "";

    /// <summary>"People also ask it like this", one a line.</summary>
    public string SimilarQuestions { get; private set; } = "";

    public string Body { get; private set; } = "";

    public bool IsPublished { get; private set; }

    public int PublishedRevision { get; private set; }

    public DateTime? PublishedAt { get; private set; }

    public string PublishedTitle { get; private set; } = "";

    public string PublishedKeywords { get; private set; } = "";

    public string PublishedSimilarQuestions { get; private set; } = "";

    public string PublishedSummary { get; private set; } = "";

    public string PublishedHtml { get; private set; } = "";

    public string PublishedText { get; private set; } = "";

    /// <summary>Since when a look at the draft is waited for.</summary>
    public DateTime? ReviewAskedAt { get; private set; }

    public Guid? WriterId { get; private set; }

    public string ReviewNote { get; private set; } = "";

    public ArticleState State =>
        (ReviewAskedAt is not null, IsPublished, Revision == PublishedRevision) switch
        {
            (true, _, _) => ArticleState.InReview,
            (_, false, _) => ArticleState.Draft,
            (_, true, true) => ArticleState.Published,
            (_, true, false) => ArticleState.Changed,
        };

    public void Write(ArticleWords words)
    {
        (Title, Keywords, SimilarQuestions, Body) = (
            words.Title.Trim(),
            words.Keywords.Trim(),
            words.SimilarQuestions.ReplaceLineEndings("\n").Trim(),
            words.Body
        );
        Revision++;
    }

    public void AskForReview(Guid? writerId, DateTime now)
    {
        CheckWords();
        (ReviewAskedAt, WriterId, ReviewNote) = (now, writerId, "");
    }

    public void SendBack(string note)
    {
        if (ReviewAskedAt is null)
        {
            throw new BusinessException(KnowledgeErrorCodes.NotInReview);
        }

        (ReviewAskedAt, ReviewNote) = (null, note.Trim());
    }

    public void Publish(RenderedArticle rendered, DateTime now)
    {
        CheckWords();
        (ReviewAskedAt, ReviewNote) = (null, "");
        IsPublished = true;
        PublishedRevision = Revision;
        PublishedAt = now;
        (PublishedTitle, PublishedKeywords, PublishedSimilarQuestions) = (Title, Keywords, SimilarQuestions);
        (PublishedHtml, PublishedText) = (rendered.Html, rendered.Text);
        PublishedSummary = rendered.Text.Length <= SummaryLength ? rendered.Text : WellFormed.Cut(rendered.Text, SummaryLength - 1) + "…";
    }

    public void Withdraw() => IsPublished = false;

    private void CheckWords()
    {
        if (WellFormed.IsBlank(Title) || WellFormed.IsBlank(Body))
        {
            throw new BusinessException(KnowledgeErrorCodes.NothingToPublish);
        }
    }
}

/// <summary>What a writer writes.</summary>
internal sealed record ArticleWords(string Title, string Body, string Keywords = "", string SimilarQuestions = "");
