namespace CustomerService.Knowledge.Articles;

/// <param name="IsInternal">Staff only, be it by itself or by its category.</param>
/// <param name="Changed">UTC.</param>
public sealed record ArticleRowDto(
    Guid Id,
    string Slug,
    string Title,
    Guid CategoryId,
    string CategoryName,
    bool IsInternal,
    IReadOnlyList<LanguageStateDto> Languages,
    int Helpful,
    int NotHelpful,
    DateTime Changed
);

public sealed record LanguageStateDto(string Language, ArticleState State);

/// <param name="IsInternal">Staff only, be it by itself or by its category.</param>
/// <param name="Solved">Tickets that were solved after agents put it into a reply.</param>
public sealed record ArticleDto(
    Guid Id,
    string Slug,
    Guid CategoryId,
    string CategoryKey,
    ArticleVisibility Visibility,
    string? Tier,
    IReadOnlyList<Guid> GroupIds,
    bool IsInternal,
    Guid? OwnerId,
    DateOnly? LastDay,
    int Helpful,
    int NotHelpful,
    int Solved,
    IReadOnlyList<ArticleDraftDto> Drafts
);

/// <param name="ReviewNote">What the reviewer asks for; empty when nothing.</param>
public sealed record ArticleDraftDto(
    string Language,
    int Revision,
    ArticleState State,
    bool IsPublished,
    string ReviewNote,
    string Title,
    string Keywords,
    string SimilarQuestions,
    string Body,
    DateTime? PublishedAt
);

/// <param name="At">UTC.</param>
public sealed record ArticleVersionDto(
    Guid Id,
    int Number,
    ArticleAction Action,
    string Title,
    string Keywords,
    string SimilarQuestions,
    string Body,
    string? By,
    DateTime At
);

/// <summary>A line of a text: as it was, gone, or new.</summary>
public enum LineChange
{
    Same,
    Removed,
    Added,
}

public sealed record DiffLineDto(LineChange Change, string Text);

public sealed record OwnerDto(Guid Id, string Name);

public sealed record GroupChoiceDto(Guid Id, string Name);
