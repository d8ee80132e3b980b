using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CustomerService.Tenants.Transfer;

/// <summary>Writes the ZIP entry by entry and remembers what was written.</summary>
internal sealed class ArchiveWriter(Stream output) : IDisposable
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ZipArchive _zip = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<ArchiveEntry> _entries = [];

    /// <param name="rows">The values of one row after the other, in the order of the columns.</param>
    public async Task WriteRowsAsync(
        string name,
        IReadOnlyList<TransferColumn> columns,
        IAsyncEnumerable<object?[]> rows,
        CancellationToken cancellationToken
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = _zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        using var line = new MemoryStream();
        await using var json = new Utf8JsonWriter(line, Plain);
        long count = 0,
            bytes = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            line.SetLength(0);
            json.Reset();
            json.WriteStartObject();
            for (var i = 0; i < columns.Count; i++)
            {
                json.WritePropertyName(columns[i].Name);
                Write(json, columns[i], row[i]);
            }

            json.WriteEndObject();
            json.Flush();
            line.WriteByte((byte)'\n');
            hash.AppendData(line.GetBuffer(), 0, (int)line.Length);
            await entry.WriteAsync(line.GetBuffer().AsMemory(0, (int)line.Length), cancellationToken);
            (count, bytes) = (count + 1, bytes + line.Length);
        }

        _entries.Add(new ArchiveEntry(name, count, bytes, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    public async Task WriteFileAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Pictures and archives, most of them: they would not become smaller.
        await using var entry = _zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        var (bytes, read) = (0L, 0);
        var buffer = new byte[81920];
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await entry.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            bytes += read;
        }

        _entries.Add(new ArchiveEntry(name, null, bytes, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    /// <summary>Takes an entry over as another archive has it.</summary>
    public async Task CopyAsync(ZipArchive from, ArchiveEntry entry, CancellationToken cancellationToken)
    {
        await using var content = from.GetEntry(entry.Name)!.Open();
        await using var copy = _zip.CreateEntry(entry.Name, CompressionLevel.Fastest).Open();
        await content.CopyToAsync(copy, cancellationToken);
        _entries.Add(entry);
    }

    public async Task FinishAsync(ArchiveManifest manifest, CancellationToken cancellationToken)
    {
        await using var entry = _zip.CreateEntry(ArchiveManifest.FileName).Open();
        await JsonSerializer.SerializeAsync(entry, manifest with { Entries = _entries }, ArchiveManifest.Json, cancellationToken);
    }

    public void Dispose() => _zip.Dispose();

    private static void Write(Utf8JsonWriter json, TransferColumn column, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string document when column.Mapping is null:
                json.WriteRawValue(document);
                break;
            default:
                JsonSerializer.Serialize(json, value, value.GetType());
                break;
        }
    }
}
