using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Knowledge.Gaps;

/// <summary>Why something is missing or misleading.</summary>
public enum GapKind
{
    /// <summary>Searched, and nothing was found.</summary>
    NotFound,

    /// <summary>More readers said no than yes.</summary>
    Unhelpful,

    /// <summary>Read, and then a request was written all the same.</summary>
    AskedAfterReading,

    /// <summary>Nobody has looked at it for a long time.</summary>
    Stale,

    /// <summary>Agents solve tickets with it: it helps, and customers do not find it themselves.</summary>
    SentByAgents,
}

public enum GapState
{
    Open,
    InWork,
    Done,
    Ignored,
}

/// <summary>One list of what is missing from the knowledge base or misleads, each line with an owner and a state.</summary>
public interface IGapAppService : IApplicationService
{
    /// <summary>The last 30 days, most often first. What is done or ignored comes back when it happens again.</summary>
    Task<IReadOnlyList<GapDto>> GetListAsync(bool withClosed = false, CancellationToken cancellationToken = default);

    Task SetAsync(SetGapInput input, CancellationToken cancellationToken = default);
}

/// <param name="Key">The words that were searched, or the article's id.</param>
/// <param name="Title">What to show: the words, or the article's title.</param>
/// <param name="LastAt">UTC.</param>
public sealed record GapDto(
    GapKind Kind,
    string Key,
    string Title,
    Guid? ArticleId,
    int Count,
    DateTime LastAt,
    GapState State,
    Guid? OwnerId
);

public sealed class SetGapInput
{
    public GapKind Kind { get; set; }

    [Required, StringLength(KnowledgeLimits.Query)]
    public string Key { get; set; } = "";

    public GapState State { get; set; }

    public Guid? OwnerId { get; set; }
}
