using CustomerService.Knowledge.Quotes;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Search;
using CustomerService.Tickets.Macros;
using CustomerService.Tickets.Replies;

namespace CustomerService.Knowledge.Blazor;

/// <summary>Whole articles that the customer may read, found as suggestions for a ticket are.</summary>
internal sealed class ArticleReplies(IDeskKnowledgeAppService knowledge, IQuoteAppService quotes) : IReplySource
{
    public string TitleKey => "Knowledge.Palette.Title";

    public string Permission => KnowledgePermissions.Read;

    public async Task<IReadOnlyList<ReplyChoice>> FindAsync(string words, CancellationToken cancellationToken = default) =>
        words.Length == 0
            ? []
            :
            [
                .. (await knowledge.SuggestForTicketAsync(new SearchInput { Query = words }, cancellationToken))
                    .Where(a => !a.IsInternal)
                    .Select(a => new ReplyChoice(a.ArticleId, a.PlainTitle, a.CategoryName)),
            ];

    public async Task<MacroTextDto> ReadAsync(Guid id, Guid ticketId, CancellationToken cancellationToken = default)
    {
        var input = new QuoteInput
        {
            TicketId = ticketId,
            ArticleId = id,
            WholeAnswer = true,
        };
        return new MacroTextDto(await quotes.QuoteAsync(input, cancellationToken), null);
    }
}
