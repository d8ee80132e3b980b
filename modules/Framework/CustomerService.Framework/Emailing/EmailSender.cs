namespace CustomerService.Framework.Emailing;

/// <summary>
/// Queues a mail with the current unit of work (ABP: <c>IEmailSender</c>); implemented by Notifications, which retries
/// until the server takes it.
/// </summary>
public interface IEmailSender
{
    /// <summary>false: there is no mail server, and what is queued waits until there is one.</summary>
    bool IsSetUp { get; }

    Task QueueAsync(EmailMessage message, CancellationToken cancellationToken = default);
}

/// <param name="Subject">Plain text in the recipient's language.</param>
/// <param name="Body">
/// Markdown in the recipient's language; sent as text and as HTML inside the tenant's layout. <see cref="QuoteMark"/>, a
/// paragraph of its own, is where <paramref name="Quote"/> stands.
/// </param>
/// <param name="Key">Stable name of this mail; a second one with the same key is not sent.</param>
/// <param name="ActionUrl">The one button, with <paramref name="ActionText"/>.</param>
/// <param name="Thread">
/// Mails of one thread to one recipient stand together in mail programs; some ask for the same subject besides.
/// </param>
/// <param name="VerifiesWorkspace">
/// Its link shows that the reader owns the address the workspace was opened with. All other mails of a new workspace wait for that.
/// </param>
public sealed record EmailMessage(
    string To,
    string ToName,
    string Subject,
    string Body,
    string Language,
    string? Key = null,
    string? ActionText = null,
    string? ActionUrl = null,
    EmailQuote? Quote = null,
    string? Thread = null,
    bool VerifiesWorkspace = false
)
{
    public const string QuoteMark = "{quote}";
}

/// <summary>What somebody wrote, whole: shown as he wrote it, never taken for words of ours.</summary>
/// <param name="IsMarkdown">As staff's words are; otherwise plain text.</param>
public sealed record EmailQuote(string Text, bool IsMarkdown);

/// <summary>Makes absolute addresses of the current tenant's portal or of the host site.</summary>
public interface ISiteUrls
{
    /// <param name="path">Begins with a slash.</param>
    Task<string> AbsoluteAsync(string path, CancellationToken cancellationToken = default);
}
