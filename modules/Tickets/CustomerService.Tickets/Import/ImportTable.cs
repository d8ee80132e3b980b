using System.Text;
using CsvHelper;
using CustomerService.Framework.Csv;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Texts;

namespace CustomerService.Tickets.Import;

/// <summary>A CSV file, read forwards: its encoding and its separator are told by what is in it.</summary>
internal sealed class ImportTable : IDisposable
{
    /// <summary>Stands where bytes are no text in the file's encoding; no text has it.</summary>
    public const char Unreadable = '\uFFFF';

    private const int SampleBytes = 1024 * 1024;

    private readonly FileStream _file;
    private readonly CsvReader _csv;
    private bool _isDamaged;

    /// <exception cref="BusinessException">The encoding is unknown, or cannot be told.</exception>
    public ImportTable(string path, string? encoding)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 81920, FileOptions.SequentialScan);
        try
        {
            var found = encoding is null ? Detect(_file) : TextEncodings.Find(encoding);
            Encoding =
                found
                ?? throw new BusinessException(TicketErrorCodes.ImportEncodingUnknown).WithData(
                    "Encoding",
                    encoding ?? Path.GetFileName(path)
                );
            var text = new StreamReader(_file, Lenient(Encoding), false);
            _csv = CsvReader.Create(
                text,
                new CsvReaderOptions
                {
                    TrackLineNumbers = true,
                    OnMalformedRecord = record => _isDamaged |= record.Reason != CsvMalformedReason.StrayQuote,
                },
                false
            );
            _csv.ReadHeader();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public Encoding Encoding { get; }

    public char Separator => _csv.Separator;

    public IReadOnlyList<string> Header => _csv.Headers;

    /// <summary>Of the file, 0 to 1.</summary>
    public double Part => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    /// <returns>null at the end.</returns>
    public ImportRow? Read()
    {
        _isDamaged = false;
        return _csv.Read()
            ? new ImportRow(
                _csv.LineNumber,
                [.. Enumerable.Range(0, _csv.FieldCount).Select(i => CsvExport.Restore(_csv.GetString(i)))],
                _isDamaged
            )
            : null;
    }

    public void Dispose()
    {
        _csv.Dispose();
        _file.Dispose();
    }

    private static Encoding? Detect(FileStream file)
    {
        var sample = new byte[SampleBytes];
        var length = file.ReadAtLeast(sample, SampleBytes, false);
        file.Position = 0;
        return TextEncodings.Detect(sample.AsSpan(0, length));
    }

    private static Encoding Lenient(Encoding encoding)
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = new DecoderReplacementFallback(Unreadable.ToString());
        return lenient;
    }
}

/// <param name="Line">Of the file, where the row begins.</param>
/// <param name="IsDamaged">A quoted field does not end where it should: what follows may be anybody's.</param>
internal sealed record ImportRow(long Line, IReadOnlyList<string> Fields, bool IsDamaged)
{
    public bool IsBlank => Fields.All(string.IsNullOrWhiteSpace);
}
