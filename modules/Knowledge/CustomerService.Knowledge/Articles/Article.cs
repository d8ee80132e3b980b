using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Identity.Users;

namespace CustomerService.Knowledge.Articles;

/// <summary>One answer, in as many languages as somebody wrote it. Readers see what was published last; writers see the draft.</summary>
internal sealed class Article : TenantAggregateRoot
{
    private readonly List<ArticleTranslation> _translations = [];

    private Article() { }

    /// <param name="shelf">The groups that the category is kept for; null when it is open.</param>
    public Article(string slug, Guid categoryId, ArticleVisibility visibility, IReadOnlyCollection<Guid>? shelf = null, int position = 0)
    {
        Slug = Knowledge.Slug.Check(slug);
        CategoryId = categoryId;
        SetVisibility(visibility, null, [], shelf);
        Position = position;
    }

    public string Slug { get; private set; } = "";

    public Guid CategoryId { get; private set; }

    public ArticleVisibility Visibility { get; private set; }

    /// <summary>What <see cref="Visibility"/> means to queries: <see cref="Search.Audience.Column"/>.</summary>
    public string Audience { get; private set; } = "";

    /// <summary>Of the signed-in customers only this tier and higher ones.</summary>
    public CustomerTier? Tier { get; private set; }

    /// <summary>Of the staff only these agent groups; empty for all.</summary>
    public List<Guid> GroupIds { get; private set; } = [];

    /// <summary>Keeps it right and is reminded.</summary>
    public Guid? OwnerId { get; private set; }

    /// <summary>UTC; readers see it until then.</summary>
    public DateTime? ExpiresAt { get; private set; }

    /// <summary>How often somebody read it and wrote a request all the same.</summary>
    public int AskedAfterReading { get; private set; }

    public DateTime? AskedAt { get; private set; }

    /// <summary>Order among articles that equally many people found helpful.</summary>
    public int Position { get; private set; }

    public int Helpful { get; private set; }

    public int NotHelpful { get; private set; }

    /// <summary>Grows with every change of a part, so that the aggregate's stamp does too.</summary>
    public int Revision { get; private set; }

    public IReadOnlyList<ArticleTranslation> Translations => _translations;

    public ArticleTranslation? Find(string language) => _translations.Find(t => t.Language == language);

    public void Change(
        string slug,
        Guid categoryId,
        ArticleVisibility visibility,
        CustomerTier? tier,
        IReadOnlyCollection<Guid> groupIds,
        IReadOnlyCollection<Guid>? shelf,
        DateTime now
    )
    {
        (Slug, CategoryId) = (Knowledge.Slug.Check(slug), categoryId);
        SetVisibility(visibility, tier, groupIds, shelf);
        Touch(now, _translations.Exists(t => t.IsPublished));
    }

    /// <summary>Its category is kept for others now.</summary>
    public void KeepFor(IReadOnlyCollection<Guid>? shelf, DateTime now)
    {
        SetVisibility(Visibility, Tier, GroupIds, shelf);
        Touch(now, _translations.Exists(t => t.IsPublished));
    }

    public void Care(Guid? ownerId, DateTime? expiresAt, DateTime now)
    {
        if (expiresAt <= now && expiresAt != ExpiresAt)
        {
            throw new BusinessException(KnowledgeErrorCodes.LastDayOver);
        }

        (OwnerId, ExpiresAt) = (ownerId, expiresAt);
        Touch(now, false);
    }

    /// <returns>The languages that readers saw until now.</returns>
    public IReadOnlyList<ArticleTranslation> Expire(DateTime now)
    {
        var shown = _translations.Where(t => t.IsPublished).ToList();
        shown.ForEach(t => t.Withdraw());
        Touch(now, true);
        return shown;
    }

    public void AskForReview(string language, Guid? writerId, DateTime now)
    {
        (Find(language) ?? throw new BusinessException(KnowledgeErrorCodes.NothingToPublish)).AskForReview(writerId, now);
        Touch(now, false);
    }

    public void SendBack(string language, string note, DateTime now)
    {
        (Find(language) ?? throw new BusinessException(KnowledgeErrorCodes.NotInReview)).SendBack(note);
        Touch(now, false);
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

        // Whoever publishes it again after its last day has looked at it.
        ExpiresAt = ExpiresAt <= now ? null : ExpiresAt;
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

    private void SetVisibility(
        ArticleVisibility visibility,
        CustomerTier? tier,
        IReadOnlyCollection<Guid> groupIds,
        IReadOnlyCollection<Guid>? shelf
    )
    {
        (Visibility, Tier) = (visibility, visibility == ArticleVisibility.SignedIn ? tier : null);
        GroupIds = visibility == ArticleVisibility.Internal ? [.. groupIds.Distinct().Order()] : [];
        Audience = Search.Audience.Of(Visibility, Tier, GroupIds, shelf).Column;
    }

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
