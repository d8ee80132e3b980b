using CustomerService.Framework.Entities;

namespace CustomerService.Knowledge.Articles;

/// <summary>One step in the life of an article's language: its words, who, when. Rows are only ever added.</summary>
internal sealed class ArticleVersion : TenantEntity
{
    private ArticleVersion() { }

    public ArticleVersion(
        ArticleTranslation translation,
        Guid articleId,
        ArticleAction action,
        Guid? userId,
        string? userName,
        DateTime now
    )
    {
        ArticleId = articleId;
        Language = translation.Language;
        Number = translation.Revision;
        Action = action;
        (Title, Keywords, SimilarQuestions, Body) = (
            translation.Title,
            translation.Keywords,
            translation.SimilarQuestions,
            translation.Body
        );
        (UserId, UserName, At) = (userId, userName, now);
    }

    public Guid ArticleId { get; private set; }

    public string Language { get; private set; } = "";

    public int Number { get; private set; }

    public ArticleAction Action { get; private set; }

    public string Title { get; private set; } = "";

    public string Keywords { get; private set; } = "";

    public string SimilarQuestions { get; private set; } = "";

    public string Body { get; private set; } = "";

    public Guid? UserId { get; private set; }

    public string? UserName { get; private set; }

    public DateTime At { get; private set; }
}
