namespace CustomerService.Framework.Blazor.Palette;

/// <summary>
/// What a module adds to the command palette: the things of its own that are meant by a few words. Register with
/// <c>AddTransient&lt;IPaletteSource, …&gt;</c>.
/// </summary>
public interface IPaletteSource
{
    /// <summary>Localization key of the heading over its finds.</summary>
    string TitleKey { get; }

    /// <summary>Asked only for those who have it.</summary>
    string Permission { get; }

    /// <summary>Best first, a handful.</summary>
    Task<IReadOnlyList<PaletteItem>> FindAsync(string words, CancellationToken cancellationToken = default);
}

/// <param name="Hint">Tells it from others of the same title: a person, a place, an address.</param>
public sealed record PaletteItem(string Title, string? Hint, string Icon, string Url);
