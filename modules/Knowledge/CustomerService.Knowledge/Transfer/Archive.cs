using System.IO.Compression;
using System.Text;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Texts;
using CustomerService.Knowledge.Files;

namespace CustomerService.Knowledge.Transfer;

/// <summary>
/// A ZIP that is imported. Nothing of it is written to disk, its paths are names and no places, and no more is unpacked
/// than an import may have, whatever sizes it claims.
/// </summary>
internal sealed class Archive : IAsyncDisposable
{
    /// <summary>Some files beside each article.</summary>
    private const int MostEntries = 10 * KnowledgeLimits.ImportArticles;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private int _left = KnowledgeLimits.ImportBytes;

    private Archive(ZipArchive zip)
    {
        _zip = zip;
        var names = NamesOf([.. zip.Entries.Select(e => e.FullName)]);
        foreach (var (entry, name) in zip.Entries.Zip(names))
        {
            _entries.TryAdd(ArchivePath.Normalize(name), entry);
        }
    }

    /// <exception cref="BusinessException">It is no ZIP, or holds too many files.</exception>
    public static async Task<Archive> OpenAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            // Names that are not marked as UTF-8 come as their bytes.
            var zip = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, false, Encoding.Latin1, cancellationToken);
            return zip.Entries.Count <= MostEntries ? new Archive(zip) : throw TooLarge();
        }
        catch (InvalidDataException e)
        {
            throw new BusinessException(KnowledgeErrorCodes.ImportUnreadable, e);
        }
    }

    public IEnumerable<string> Articles =>
        _entries.Keys.Where(p => p.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && !ArchivePath.NameOf(p).StartsWith('.'));

    /// <param name="path">As the archive has it; letter case does not matter.</param>
    /// <returns>null when there is no such file, or when it cannot be unpacked.</returns>
    public async Task<byte[]?> FindAsync(string path, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(path, out var entry))
        {
            return null;
        }

        try
        {
            await using var stream = await entry.OpenAsync(cancellationToken);
            var bytes = await ReadAsync(stream, _left, cancellationToken);
            _left -= bytes.Length;
            return bytes;
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException)
        {
            return null;
        }
    }

    public static Task<byte[]> ReadAsync(Stream content, int limit, CancellationToken cancellationToken) =>
        content.ReadAsync(limit, TooLarge, cancellationToken);

    public static BusinessException TooLarge() =>
        new BusinessException(KnowledgeErrorCodes.ImportTooLarge).WithData("Megabytes", KnowledgeLimits.ImportBytes / 1_000_000);

    /// <returns>null when it is no text.</returns>
    public static string? TextOf(byte[] bytes)
    {
        var encoding = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : TextEncodings.Detect(bytes);
        if (encoding is null)
        {
            return null;
        }

        try
        {
            var strict = (Encoding)encoding.Clone();
            strict.DecoderFallback = DecoderFallback.ExceptionFallback;
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => _zip.DisposeAsync();

    /// <summary>Programs that do not mark their names write them in UTF-8 or in the encoding of their Windows.</summary>
    private static IEnumerable<string> NamesOf(IReadOnlyList<string> names)
    {
        var bytes = Encoding.Latin1.GetBytes(string.Join('\n', names.Where(IsUnmarked)));
        var encoding = TextEncodings.Detect(bytes) ?? Encoding.Latin1;
        return names.Select(name => IsUnmarked(name) ? encoding.GetString(Encoding.Latin1.GetBytes(name)) : name);
    }

    private static bool IsUnmarked(string name) => name.Any(c => c > 0x7F) && name.All(c => c <= 0xFF);
}
