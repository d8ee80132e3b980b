using System.Globalization;

namespace CustomerService.Tickets.Macros;

/// <summary>Filter and key of the list of templates: place and id, so that pages stay right while templates come and go.</summary>
internal static class MacroQuery
{
    private const char KeySeparator = ' ';

    public static string KeyOf(Macro last) => $"{last.Order.ToString(CultureInfo.InvariantCulture)}{KeySeparator}{last.Id:N}";

    public static IQueryable<Macro> Filter(IQueryable<Macro> macros, GetMacrosInput input)
    {
        if (!string.IsNullOrWhiteSpace(input.Search))
        {
            var words = input.Search.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL lower()
            macros = macros.Where(m =>
                m.NameEn.ToLower().Contains(words)
                || m.NameZh.ToLower().Contains(words)
                || m.BodyEn.ToLower().Contains(words)
                || m.BodyZh.ToLower().Contains(words)
            );
#pragma warning restore CA1304, CA1311, CA1862
        }

        return
            input.After?.Split(KeySeparator) is [var place, var key]
            && int.TryParse(place, CultureInfo.InvariantCulture, out var order)
            && Guid.TryParse(key, out var id)
            ? macros.Where(m => m.Order > order || (m.Order == order && m.Id.CompareTo(id) > 0))
            : macros;
    }
}
