using System.Text;
using CsvHelper;

namespace CustomerService.Framework.Csv;

/// <summary>
/// The one writer of CSV files that people download. Whoever wrote a cell, a spreadsheet that opens the file must not
/// calculate it.
/// </summary>
public static class CsvExport
{
    /// <summary>Spreadsheets show text after an apostrophe as it is, and not the apostrophe.</summary>
    private const char TextMark = '\'';

    /// <summary>With a byte order mark, since spreadsheets take Chinese for something else without.</summary>
    public static byte[] Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var content = new MemoryStream();
        using (var text = new StreamWriter(content, new UTF8Encoding(true)))
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions(), true))
        {
            foreach (var row in rows.Prepend(columns))
            {
                csv.WriteRecord([.. row.Select(Neutralize)]);
            }
        }

        return content.ToArray();
    }

    public static string Neutralize(string cell) => LooksLikeFormula(cell) ? TextMark + cell : cell;

    /// <summary>What <see cref="Neutralize"/> was given, so that a file that comes back changes nothing.</summary>
    public static string Restore(string cell) => cell is [TextMark, .. var rest] && LooksLikeFormula(rest) ? rest : cell;

    /// <summary>Full-width signs count too, and blanks before them do not help: some programs drop them first.</summary>
    private static bool LooksLikeFormula(string cell) =>
        cell is ['\t' or '\r' or '\n', ..]
        || cell.AsSpan().TrimStart().TrimStart('\uFEFF').TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..];
}
