using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;

namespace CustomerService.Knowledge.Articles;

/// <summary>One answer, in as many languages as somebody wrote it. Readers see what was published last; writers see the draft.</summary>
internal sealed class Article : AggregateRoot
{
    private readonly List<ArticleTranslation> _translations = [];

    private Article()
    {
    }

    public Article(string slug, Guid categoryId, ArticleVisibility visibility, int position = 0)
    {
        Slug = Knowledge.Slug.Check(slug);
        CategoryId = categoryId;
        (Visibility, Audience) = (visibility, AudienceOf(visibility));
        Position = position;
    }

    public string Slug { get; private set; } = "";

    public Guid CategoryId { get; private set; }

    public ArticleVisibility Visibility { get; private set; }

    /// <summary>What <see cref="Visibility"/> means to queries: <see cref="Search.Audience.Column"/>.</summary>
    public string Audience { get; private set; } = "";

    /// <summary>Order among articles that equally many people found helpful.</summary>
    public int Position { get; private set; }

    public int Helpful { get; private set; }

    public int NotHelpful { get; private set; }

    /// <summary>Grows with every change of a part, so that the aggregate's stamp does too.</summary>
    public int Revision { get; private set; }

    public IReadOnlyList<ArticleTranslation> Translations => _translations;

    public ArticleTranslation? Find(string language) => _translations.Find(t => t.Language == language);

    public void Change(string slug, Guid categoryId, ArticleVisibility visibility, DateTime now)
    {
        (Slug, CategoryId, Visibility, Audience) = (Knowledge.Slug.Check(slug), categoryId, visibility, AudienceOf(visibility));
        Touch(now, _translations.Exists(t => t.IsPublished));
    }

    /// <param name="revision">What the writer began with; 0 for a new language.</param>
    public ArticleTranslation SaveDraft(string language, ArticleWords words, int revision, DateTime now)
    {
        if (!JsonStringLocalizer.Cultures.Contains(language))
        {
            throw new BusinessException(KnowledgeErrorCodes.LanguageUnknown).WithData("Language", language);
        }

        var translation = Find(language);
        if ((translation?.Revision ?? 0) != revision)
        {
            throw BusinessException.Conflict(KnowledgeErrorCodes.ChangedMeanwhile);
        }

        if (translation is null)
        {
            _translations.Add(translation = new ArticleTranslation(language));
        }

        translation.Write(words);
        Touch(now, false);
        return translation;
    }

    public void Publish(string language, RenderedArticle rendered, DateTime now)
    {
        var translation = Find(language) ?? throw new BusinessException(KnowledgeErrorCodes.NothingToPublish);
        translation.Publish(rendered, now);
        Touch(now, true);
    }

    public void Withdraw(string language, DateTime now)
    {
        if (Find(language) is { IsPublished: true } translation)
        {
            translation.Withdraw();
            Touch(now, true);
        }
    }

    /// <summary>Called before it is removed.</summary>
    public void TellDeleted(DateTime now) => Touch(now, true);

    private static string AudienceOf(ArticleVisibility visibility) => visibility switch
    {
        ArticleVisibility.Public => Search.Audience.Everybody.Column,
        ArticleVisibility.SignedIn => Search.Audience.SignedIn.Column,
        _ => Search.Audience.Staff.Column,
    };

    private void Touch(DateTime now, bool isSeenByReaders)
    {
        Revision++;
        if (isSeenByReaders)
        {
            AddDistributedEvent(new ArticleChangedEto(Id, Slug, now));
        }
    }
}

/// <param name="Html">Safe; links to other articles are still <c>kb:slug</c>.</param>
/// <param name="Text">Without any mark-up, for search and snippets.</param>
internal sealed record RenderedArticle(string Html, string Text);
