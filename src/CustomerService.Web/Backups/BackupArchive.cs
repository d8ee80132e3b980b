using System.Formats.Tar;
using System.Text.Json;
using CustomerService.Framework.Commands;

namespace CustomerService.Web.Backups;

/// <param name="Format">Changes when an older version could not read the archive.</param>
/// <param name="Provider">A backup goes back into the same kind of database.</param>
internal sealed record BackupManifest(int Format, string Provider, DateTime CreatedAt);

/// <summary>
/// One file that holds an installation: <c>manifest.json</c>, <c>database</c> (as the database's own tool writes it) and <c>blobs/…</c>.
/// The database comes first: whatever it names was there before, files that come later are only too many.
/// </summary>
internal static class BackupArchive
{
    public const int Format = 1;
    private const string ManifestName = "manifest.json";
    private const string DatabaseName = "database";
    private const string BlobsPrefix = "blobs/";

    /// <summary>A file that is being written; its writer gives it its name when it is whole.</summary>
    private const string Partial = ".part";

    public static async Task WriteAsync(
        string path,
        BackupManifest manifest,
        string database,
        string blobs,
        CancellationToken cancellationToken
    )
    {
        await using var file = PrivateFiles.Create(path);
        await using var tar = new TarWriter(file);
        using var text = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest));
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, ManifestName) { DataStream = text }, cancellationToken);
        await tar.WriteEntryAsync(database, DatabaseName, cancellationToken);
        foreach (var blob in Directory.Exists(blobs) ? Directory.EnumerateFiles(blobs, "*", SearchOption.AllDirectories) : [])
        {
            if (Path.GetExtension(blob) == Partial)
            {
                continue;
            }

            try
            {
                await tar.WriteEntryAsync(blob, BlobsPrefix + Path.GetRelativePath(blobs, blob), cancellationToken);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // Deleted since it was listed, and so wanted by nobody.
            }
        }
    }

    /// <summary>Lays the parts out under <paramref name="directory"/>: <c>database</c> and <c>blobs/</c>.</summary>
    /// <exception cref="CommandUsageException">This is no backup of ours.</exception>
    public static async Task<BackupManifest> ExtractAsync(string path, string directory, CancellationToken cancellationToken)
    {
        try
        {
            // Refuses entries that would leave the directory.
            await TarFile.ExtractToDirectoryAsync(path, directory, overwriteFiles: false, cancellationToken);
            await using var manifest = File.OpenRead(Path.Combine(directory, ManifestName));
            var read = await JsonSerializer.DeserializeAsync<BackupManifest>(manifest, cancellationToken: cancellationToken);
            if (read is { Format: Format } && File.Exists(DatabaseIn(directory)))
            {
                return read;
            }
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or FileNotFoundException or EndOfStreamException)
        {
            throw new CommandUsageException($"{path} is no whole backup of this product: {e.Message}");
        }

        throw new CommandUsageException($"{path} is a backup of another version of this product.");
    }

    public static string DatabaseIn(string directory) => Path.Combine(directory, DatabaseName);

    public static string BlobsIn(string directory) => Path.Combine(directory, "blobs");
}
