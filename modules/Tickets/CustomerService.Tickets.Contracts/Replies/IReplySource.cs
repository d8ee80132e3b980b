using CustomerService.Tickets.Macros;

namespace CustomerService.Tickets.Replies;

/// <summary>
/// What "/" finds while a reply is written: texts of a module that can be put into it. Register with
/// <c>AddTransient&lt;IReplySource, …&gt;</c>.
/// </summary>
public interface IReplySource
{
    /// <summary>Localization key of the heading over its finds.</summary>
    string TitleKey { get; }

    /// <summary>Asked only for those who have it.</summary>
    string Permission { get; }

    /// <param name="words">Empty: what one would offer unasked.</param>
    /// <returns>Best first.</returns>
    Task<IReadOnlyList<ReplyChoice>> FindAsync(string words, CancellationToken cancellationToken = default);

    /// <summary>Markdown for this ticket's customer; blanks are those of <see cref="FillIns"/>.</summary>
    Task<MacroTextDto> ReadAsync(Guid id, Guid ticketId, CancellationToken cancellationToken = default);
}

/// <param name="Hint">Tells it from others of the same title.</param>
public sealed record ReplyChoice(Guid Id, string Title, string? Hint);
