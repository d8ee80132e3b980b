namespace CustomerService.Framework.Emailing;

/// <summary>
/// Queues a mail with the current unit of work (ABP: <c>IEmailSender</c>); implemented by Notifications, which retries
/// until the server takes it.
/// </summary>
public interface IEmailSender
{
    Task QueueAsync(EmailMessage message, CancellationToken cancellationToken = default);
}

/// <param name="Subject">Plain text in the recipient's language.</param>
/// <param name="Body">Markdown in the recipient's language; sent as text and as HTML inside the tenant's layout.</param>
/// <param name="Key">Stable name of this mail; a second one with the same key is not sent.</param>
/// <param name="ActionUrl">The one button, with <paramref name="ActionText"/>.</param>
public sealed record EmailMessage(
    string To,
    string ToName,
    string Subject,
    string Body,
    string Language,
    string? Key = null,
    string? ActionText = null,
    string? ActionUrl = null
);

/// <summary>Makes absolute addresses of the current tenant's portal or of the host site.</summary>
public interface ISiteUrls
{
    /// <param name="path">Begins with a slash.</param>
    Task<string> AbsoluteAsync(string path, CancellationToken cancellationToken = default);
}
