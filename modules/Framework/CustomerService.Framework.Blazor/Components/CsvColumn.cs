namespace CustomerService.Framework.Blazor.Components;

/// <param name="Value">Instants (UTC) are written in the reader's zone, numbers and days as every spreadsheet reads them.</param>
public sealed record CsvColumn<T>(string Title, Func<T, object?> Value);
