using CustomerService.Framework.Errors;

namespace CustomerService.Tickets.Import;

/// <summary>Which column of a table is what.</summary>
internal sealed class ImportColumns
{
    public const string Subject = "subject";
    public const string Body = "body";
    public const string Requester = "requester";
    public const string Channel = "channel";
    public const string Created = "created";
    public const string Tags = "tags";

    /// <summary>Of a rejected file that is brought in again; written anew, never read.</summary>
    public const string Reason = "reason";

    private static readonly string[] Required = [Subject, Body, Requester];
    private static readonly string[] Known = [.. Required, Channel, Created, Tags];

    private readonly Dictionary<string, int> _columns;

    /// <exception cref="BusinessException">A column that is needed is missing, or one stands there twice.</exception>
    public ImportColumns(IReadOnlyList<string> header)
    {
        var names = header.Select((name, index) => (Name: Plain(name), index)).ToList();
        if (names.Where(n => Known.Contains(n.Name)).GroupBy(n => n.Name).FirstOrDefault(n => n.Count() > 1) is { } twice)
        {
            throw new BusinessException(TicketErrorCodes.ImportColumnTwice)
                .WithData("Column", twice.Key)
                .WithData("Positions", string.Join(", ", twice.Select(n => n.index + 1)));
        }

        _columns = names.Where(n => Known.Contains(n.Name)).ToDictionary(n => n.Name, n => n.index);
        if (Required.Where(name => !_columns.ContainsKey(name)).ToList() is { Count: > 0 } missing)
        {
            throw new BusinessException(TicketErrorCodes.ImportColumnsMissing).WithData("Columns", string.Join(", ", missing));
        }

        Count = header.Count;
        ReasonAt = names.FindIndex(n => n.Name == Reason);
        Ignored =
        [
            .. names.Where(n => n.Name.Length > 0 && n.Name != Reason && !Known.Contains(n.Name)).Select(n => header[n.index].Trim()),
        ];
    }

    public int Count { get; }

    /// <summary>-1 when there is none.</summary>
    public int ReasonAt { get; }

    public IReadOnlyList<string> Read => [.. _columns.OrderBy(c => c.Value).Select(c => c.Key)];

    public IReadOnlyList<string> Ignored { get; }

    /// <returns>Empty where the column or the row's field is missing.</returns>
    public string Field(ImportRow row, string column) =>
        _columns.TryGetValue(column, out var index) && index < row.Fields.Count ? row.Fields[index].Trim() : "";

    private static string Plain(string name) => name.Trim().Trim('\uFEFF').Trim().ToLowerInvariant();
}
