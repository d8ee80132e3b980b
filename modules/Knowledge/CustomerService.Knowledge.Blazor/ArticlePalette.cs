using CustomerService.Framework.Blazor.Palette;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Search;

namespace CustomerService.Knowledge.Blazor;

/// <summary>Searched as suggestions for a ticket are: letters on the way to a word are no question that the log should count.</summary>
internal sealed class ArticlePalette(IDeskKnowledgeAppService knowledge) : IPaletteSource
{
    private const int Shown = 4;

    public string TitleKey => "Knowledge.Palette.Title";

    public string Permission => KnowledgePermissions.Read;

    public async Task<IReadOnlyList<PaletteItem>> FindAsync(string words, CancellationToken cancellationToken = default)
    {
        var found = await knowledge.SuggestForTicketAsync(new SearchInput { Query = words }, cancellationToken);
        return [.. found.Take(Shown).Select(a => new PaletteItem(a.PlainTitle, a.CategoryName, "book", $"/desk/kb/{a.Slug}"))];
    }
}
