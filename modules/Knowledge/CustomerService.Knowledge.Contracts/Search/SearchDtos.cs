using System.ComponentModel.DataAnnotations;

namespace CustomerService.Knowledge.Search;

public sealed class SearchInput
{
    [StringLength(KnowledgeLimits.Query)]
    public string Query { get; set; } = "";

    [Range(1, 50)]
    public int Page { get; set; } = 1;
}

/// <param name="Total">Articles found; at most a few hundred are counted.</param>
public sealed record SearchResultDto(string Query, int Total, int Page, int Pages, IReadOnlyList<SearchHitDto> Hits);

/// <summary>Title and snippet come in parts, so that pages mark the hits and encode the rest.</summary>
public sealed record SearchHitDto(
    Guid ArticleId,
    string Slug,
    string CategoryKey,
    string CategoryName,
    string Language,
    bool IsInternal,
    IReadOnlyList<TextPart> Title,
    IReadOnlyList<TextPart> Snippet
)
{
    public string Path => $"/kb/{CategoryKey}/{Slug}";

    public string PlainTitle => string.Concat(Title.Select(p => p.Text));
}

public sealed record TextPart(string Text, bool IsHit);
