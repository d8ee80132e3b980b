using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using CustomerService.Framework.Errors;

namespace CustomerService.Tenants.Transfer;

/// <summary>
/// A ZIP from somewhere: nothing of it is believed before all of it was compared with its manifest, and no name in it becomes a path.
/// </summary>
internal sealed partial class ArchiveReader : IDisposable
{
    /// <summary>Hundreds of thousands of files fit in.</summary>
    private const long MaxManifestBytes = 256L * 1024 * 1024;

    /// <summary>Rows shrink to a tenth; what promises more than this is made to fill a disk.</summary>
    private const int MaxRatio = 250;

    private const long SmallBytes = 1024 * 1024;

    private readonly ZipArchive _zip;

    private ArchiveReader(ZipArchive zip, ArchiveManifest manifest) => (_zip, Manifest) = (zip, manifest);

    public ArchiveManifest Manifest { get; }

    /// <exception cref="BusinessException">It is no such file, of another format, or not as its manifest says.</exception>
    public static async Task<ArchiveReader> OpenAsync(Stream content, CancellationToken cancellationToken)
    {
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            var reader = new ArchiveReader(zip, await ReadManifestAsync(zip, cancellationToken));
            await reader.CheckAsync(cancellationToken);
            return reader;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or EndOfStreamException or NotSupportedException)
        {
            zip?.Dispose();
            throw new BusinessException(TenantsErrorCodes.ArchiveBroken, e).WithData("Where", e.Message);
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    public Stream Open(ArchiveEntry entry) => _zip.GetEntry(entry.Name)!.Open();

    /// <returns>The container and the id; null for what is no file.</returns>
    public static (string Container, Guid Id)? FileOf(ArchiveEntry entry) =>
        FileName().Match(entry.Name) is { Success: true } match
            ? (match.Groups[1].Value, Guid.ParseExact(match.Groups[2].Value, "N"))
            : null;

    /// <returns>The table; null for what holds no rows.</returns>
    public static string? TableOf(ArchiveEntry entry) =>
        RowsName().Match(entry.Name) is { Success: true } match ? match.Groups[1].Value : null;

    public void Dispose() => _zip.Dispose();

    private static async Task<ArchiveManifest> ReadManifestAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        var entry = zip.GetEntry(ArchiveManifest.FileName);
        if (entry is null || entry.Length > MaxManifestBytes)
        {
            throw Broken(ArchiveManifest.FileName);
        }

        using var json = await JsonDocument.ParseAsync(entry.Open(), cancellationToken: cancellationToken);
        if (
            json.RootElement.ValueKind != JsonValueKind.Object
            || !json.RootElement.TryGetProperty("product", out var product)
            || product.ToString() != ArchiveManifest.CurrentProduct
        )
        {
            throw Broken(ArchiveManifest.FileName);
        }

        // Before anything else of it is read: another format may look different.
        var format = json.RootElement.TryGetProperty("format", out var number) ? number.ToString() : "";
        if (format != $"{ArchiveManifest.CurrentFormat}")
        {
            throw new BusinessException(TenantsErrorCodes.ArchiveFormat)
                .WithData("Format", format)
                .WithData("Known", ArchiveManifest.CurrentFormat);
        }

        var manifest = json.Deserialize<ArchiveManifest>(ArchiveManifest.Json);
        return manifest is { Workspace: not null, Entries: not null } ? manifest : throw Broken(ArchiveManifest.FileName);
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var named = Manifest.Entries.Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        var present = _zip.Entries.Select(e => e.FullName).Where(n => n != ArchiveManifest.FileName).ToList();
        if (named.Count != Manifest.Entries.Count || present.Count != named.Count || present.Find(n => !named.Contains(n)) is not null)
        {
            throw Broken(present.Find(n => !named.Contains(n)) ?? ArchiveManifest.FileName);
        }

        foreach (var entry in Manifest.Entries)
        {
            if (TableOf(entry) is null && FileOf(entry) is null)
            {
                throw Broken(entry.Name);
            }

            await CheckAsync(entry, cancellationToken);
        }
    }

    private async Task CheckAsync(ArchiveEntry entry, CancellationToken cancellationToken)
    {
        var packed = _zip.GetEntry(entry.Name)!;
        if (entry.Bytes > SmallBytes && entry.Bytes / MaxRatio > packed.CompressedLength)
        {
            throw Broken(entry.Name);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = packed.Open();
        var (bytes, read) = (0L, 0);
        var buffer = new byte[81920];
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            bytes += read;
            if (bytes > entry.Bytes)
            {
                break;
            }
        }

        if (bytes != entry.Bytes || !Convert.ToHexStringLower(hash.GetHashAndReset()).Equals(entry.Sha256, StringComparison.Ordinal))
        {
            throw Broken(entry.Name);
        }
    }

    private static BusinessException Broken(string where) =>
        new BusinessException(TenantsErrorCodes.ArchiveBroken).WithData("Where", where);

    [GeneratedRegex(@"^rows/([A-Za-z]{1,63})\.jsonl\z")]
    private static partial Regex RowsName();

    [GeneratedRegex(@"^files/([a-z-]{1,63})/([0-9a-f]{32})\z")]
    private static partial Regex FileName();
}
