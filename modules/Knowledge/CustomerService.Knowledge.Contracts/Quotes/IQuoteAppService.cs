using CustomerService.Framework.Application;

namespace CustomerService.Knowledge.Quotes;

/// <summary>
/// Articles in replies to customers. What was put into a reply of a ticket that was solved afterwards counts for the
/// article.
/// </summary>
public interface IQuoteAppService : IApplicationService
{
    /// <summary>Markdown for a reply, in the language of the ticket's customer.</summary>
    /// <exception cref="Framework.Errors.BusinessException">The customer may not read this article.</exception>
    Task<string> QuoteAsync(QuoteInput input, CancellationToken cancellationToken = default);
}

public sealed class QuoteInput
{
    public Guid TicketId { get; set; }

    public Guid ArticleId { get; set; }

    /// <summary>The words of the article with a link to it; otherwise the link alone.</summary>
    public bool WholeAnswer { get; set; }
}
