using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Knowledge.Search;

namespace CustomerService.Knowledge.Reading;

/// <summary>
/// What everybody may read: published, public, of the current tenant, in the reader's language or else in the one there
/// is.
/// </summary>
public interface IPortalKnowledgeAppService : IApplicationService
{
    Task<KnowledgeHomeDto> GetHomeAsync(CancellationToken cancellationToken = default);

    /// <summary>Addresses of all that anybody may read without signing in: for search engines.</summary>
    Task<IReadOnlyList<SiteAddressDto>> GetSiteAddressesAsync(CancellationToken cancellationToken = default);

    /// <summary>By its present key or one that it had; the page sends the reader on.</summary>
    Task<CategoryPageDto?> FindCategoryAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>By slug; the page sends the reader on when the article has moved to another category.</summary>
    Task<ArticlePageDto?> FindArticleAsync(string slug, CancellationToken cancellationToken = default);

    /// <summary>Logged, with a mark when nothing was found.</summary>
    Task<SearchResultDto> SearchAsync(SearchInput input, CancellationToken cancellationToken = default);

    /// <summary>While typing: the last word may be unfinished.</summary>
    Task<IReadOnlyList<ArticleLinkDto>> SuggestAsync(SearchInput input, CancellationToken cancellationToken = default);

    /// <summary>Somebody who has read the article goes on to write a request: it did not help.</summary>
    Task AskedAfterReadingAsync(string slug, CancellationToken cancellationToken = default);

    /// <summary>One vote per visitor; a second one replaces the first.</summary>
    Task VoteAsync(VoteInput input, CancellationToken cancellationToken = default);
}

/// <param name="Recent">The newest, without those that are in <paramref name="Popular"/>.</param>
public sealed record KnowledgeHomeDto(
    IReadOnlyList<CategoryTileDto> Categories,
    IReadOnlyList<ArticleLinkDto> Popular,
    IReadOnlyList<ArticleLinkDto> Recent
);

/// <param name="Languages">In which it is published; empty for a page that is there in each of the portal's.</param>
/// <param name="ChangedAt">UTC; null where nobody knows.</param>
public sealed record SiteAddressDto(string Path, IReadOnlyList<string> Languages, DateTime? ChangedAt);

public sealed record CategoryTileDto(string Key, string Icon, string Name, string Description, int Articles)
{
    public string Path => $"/kb/{Key}";
}

public sealed record ArticleLinkDto(string Slug, string CategoryKey, string Title, string Summary)
{
    public string Path => $"/kb/{CategoryKey}/{Slug}";
}

public sealed record CategoryPageDto(
    string Key,
    string Icon,
    string Name,
    string Description,
    IReadOnlyList<CrumbDto> Parents,
    IReadOnlyList<CategoryTileDto> Children,
    IReadOnlyList<ArticleLinkDto> Articles
);

public sealed record CrumbDto(string Name, string Path);

/// <param name="Html">Rendered from Markdown without raw HTML; safe to show as it is.</param>
/// <param name="Language">The article's, which is not the reader's where there is no translation.</param>
/// <param name="PublishedAt">UTC.</param>
/// <param name="Languages">All in which it is published.</param>
public sealed record ArticlePageDto(
    Guid Id,
    string Slug,
    string CategoryKey,
    string CategoryName,
    string Language,
    bool IsInternal,
    string Title,
    string Summary,
    string Html,
    DateTime PublishedAt,
    IReadOnlyList<string> Languages,
    IReadOnlyList<CrumbDto> Parents,
    IReadOnlyList<ArticleLinkDto> Related
)
{
    public string Path => $"/kb/{CategoryKey}/{Slug}";
}

public sealed class VoteInput
{
    [Required, StringLength(KnowledgeLimits.Slug)]
    public string Slug { get; set; } = "";

    public bool IsHelpful { get; set; }

    /// <summary>Tells visitors apart; only a hash together with the article is stored.</summary>
    [Required, StringLength(500)]
    public string Visitor { get; set; } = "";
}
