using CustomerService.Framework.Blazor.Palette;
using CustomerService.Identity.Users;

namespace CustomerService.Identity;

internal sealed class CustomerPalette(IPeopleAppService people) : IPaletteSource
{
    private const int Shown = 4;

    public string TitleKey => "Identity.Palette.Customers";

    public string Permission => IdentityPermissions.People;

    public async Task<IReadOnlyList<PaletteItem>> FindAsync(string words, CancellationToken cancellationToken = default)
    {
        var found = await people.GetListAsync(new GetPeopleInput { Customers = true, Search = words }, cancellationToken);
        return
        [
            .. found
                .Items.Take(Shown)
                .Select(p => new PaletteItem(p.Name, p.Email, "user", $"/admin/people?show=customers&q={Uri.EscapeDataString(p.Email)}")),
        ];
    }
}
