using System.Text;
using CsvHelper;
using CustomerService.Framework.Csv;

namespace CustomerService.Tickets.Import;

/// <summary>
/// The rows that did not come in, as a table that can be mended and brought in again: in the file's encoding, with its
/// separator and header, and the reason. Made when the first row is rejected.
/// </summary>
internal sealed class RejectedRows(string path, ImportTable table, ImportColumns columns) : IDisposable
{
    private CsvWriter? _csv;

    public void Add(ImportRow row, string reason)
    {
        _csv ??= Begin();
        Write(row.Fields, reason);
    }

    public void Dispose() => _csv?.Dispose();

    private CsvWriter Begin()
    {
        // With its mark: without it spreadsheets take Chinese in Unicode for something else.
        var text = new StreamWriter(path, false, table.Encoding);
        _csv = CsvWriter.Create(text, new CsvWriterOptions { Separator = table.Separator, ValidateFieldCount = false }, false);
        Write(table.Header, ImportColumns.Reason);
        return _csv;
    }

    private void Write(IReadOnlyList<string> fields, string reason)
    {
        var row = fields.Concat(Enumerable.Repeat("", Math.Max(0, columns.Count - fields.Count))).ToList();
        if (columns.ReasonAt >= 0)
        {
            row.RemoveAt(columns.ReasonAt);
        }

        row.Add(reason);
        _csv!.WriteRecord([.. row.Select(f => CsvExport.Neutralize(f.Replace(ImportTable.Unreadable, (char)Rune.ReplacementChar.Value)))]);
    }
}
