using System.Globalization;
using CustomerService.Framework.Localization;
using CustomerService.Tickets.Macros;
using CustomerService.Tickets.Replies;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Blazor;

internal sealed class MacroReplies(IMacroAppService macros, IStringLocalizer localizer) : IReplySource
{
    public string TitleKey => "Tickets.Insert.Macros";

    public string Permission => TicketPermissions.Reply;

    public async Task<IReadOnlyList<ReplyChoice>> FindAsync(string words, CancellationToken cancellationToken = default) =>
        [
            .. (await macros.GetListAsync(cancellationToken))
                .Where(m => CultureInfo.CurrentCulture.CompareInfo.IndexOf(m.Name, words, CompareOptions.IgnoreCase) >= 0)
                .Select(m => new ReplyChoice(m.Id, m.Name, m.SetsStatus is { } status ? "→ " + localizer.Enum(status) : null)),
        ];

    public Task<MacroTextDto> ReadAsync(Guid id, Guid ticketId, CancellationToken cancellationToken = default) =>
        macros.RenderAsync(id, ticketId, cancellationToken);
}
