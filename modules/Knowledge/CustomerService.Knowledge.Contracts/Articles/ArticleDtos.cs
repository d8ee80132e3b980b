namespace CustomerService.Knowledge.Articles;

/// <param name="Changed">UTC.</param>
public sealed record ArticleRowDto(
    Guid Id, string Slug, string Title, Guid CategoryId, string CategoryName, ArticleVisibility Visibility,
    IReadOnlyList<LanguageStateDto> Languages, int Helpful, int NotHelpful, DateTime Changed);

public sealed record LanguageStateDto(string Language, ArticleState State);

public sealed record ArticleDto(
    Guid Id, string Slug, Guid CategoryId, string CategoryKey, ArticleVisibility Visibility, int Helpful, int NotHelpful, IReadOnlyList<ArticleDraftDto> Drafts);

public sealed record ArticleDraftDto(string Language, int Revision, ArticleState State, string Title, string Keywords, string SimilarQuestions, string Body, DateTime? PublishedAt);

/// <param name="At">UTC.</param>
public sealed record ArticleVersionDto(Guid Id, int Number, ArticleAction Action, string Title, string Keywords, string SimilarQuestions, string Body, string? By, DateTime At);

public sealed record MissingAnswerDto(string Query, int Count, DateTime LastAt);
