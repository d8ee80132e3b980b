using System.Text.Json;

namespace CustomerService.Framework.Operations;

/// <param name="Total">0 as long as nobody knows.</param>
/// <param name="IsStopping">Somebody asked for it; the step that runs is finished first.</param>
/// <param name="Result">What the work says of itself so far, JSON.</param>
/// <param name="Error">The sentence for why it failed; in the reader's language.</param>
/// <param name="HasFile">There is something to download, at <see cref="FileAddress"/>.</param>
/// <param name="BegunBy">Their name when they began it.</param>
/// <param name="EndedAt">UTC; null while it goes on.</param>
public sealed record OperationDto(
    Guid Id,
    string Kind,
    OperationState State,
    int Done,
    int Total,
    bool IsStopping,
    string? Result,
    string? Error,
    bool HasFile,
    string BegunBy,
    DateTime BegunAt,
    DateTime? EndedAt
)
{
    /// <summary>Then the operation is forgotten, and its file.</summary>
    public static readonly TimeSpan FileLifetime = TimeSpan.FromDays(7);

    public bool HasEnded => EndedAt is not null;

    public string FileAddress => $"/operations/{Id}/file";

    public TResult? GetResult<TResult>() => Result is null ? default : JsonSerializer.Deserialize<TResult>(Result);
}
