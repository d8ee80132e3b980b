using CustomerService.Framework.Blazor.Palette;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Blazor;

internal sealed class TicketPalette(ITicketAppService tickets) : IPaletteSource
{
    private const int Shown = 6;

    public string TitleKey => "Tickets.Palette.Title";

    public string Permission => TicketPermissions.Read;

    public async Task<IReadOnlyList<PaletteItem>> FindAsync(string words, CancellationToken cancellationToken = default)
    {
        var input = new TicketListInput
        {
            Filter = new TicketFilter { Text = words },
            Limit = Shown,
        };
        var found = await tickets.GetListAsync(input, cancellationToken);
        return
        [
            .. found.Items.Select(t => new PaletteItem($"#{t.Number} {t.Subject}", t.RequesterName, "ticket", $"/desk/tickets/{t.Number}")),
        ];
    }
}
