using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Texts;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Import;

/// <summary>One row of a table as a ticket. What does not fit whole does not come in.</summary>
/// <param name="now">UTC, of this import: the time of rows that name none.</param>
internal sealed class ImportRowReader(ImportColumns columns, TicketFileDates? dates, DateTime now)
{
    private const int DerivedSubject = 80;

    private static readonly char[] TagSeparators = [',', ';', '，', '；', '、'];

    private readonly Dictionary<string, int> _seen = [];
    private AmbiguousDates _ambiguous;

    public AmbiguousDates Ambiguous => _ambiguous;

    /// <exception cref="BusinessException">Why the row cannot come in.</exception>
    public ImportTicket Read(ImportRow row)
    {
        CheckShape(row);
        var (subject, body) = (Field(row, ImportColumns.Subject), Field(row, ImportColumns.Body));
        if (subject.Length == 0 && body.Length == 0)
        {
            throw new BusinessException(TicketErrorCodes.EmptyMessage);
        }

        var (name, email) = Person(Field(row, ImportColumns.Requester));
        Check(ImportColumns.Subject, subject, TicketLimits.Subject);
        Check(ImportColumns.Body, body, TicketLimits.Body);
        Check(ImportColumns.Requester, name, TicketLimits.Name);
        Check(ImportColumns.Requester, email, TicketLimits.Email);
        var created = Created(Field(row, ImportColumns.Created));
        var (channel, tags) = (ChannelOf(Field(row, ImportColumns.Channel)), TagsOf(Field(row, ImportColumns.Tags)));
        return new ImportTicket(
            KeyOf([subject, body, name, email.ToLowerInvariant(), channel.ToString(), Minute(created), string.Join(',', tags.Order())]),
            subject.Length > 0 ? subject : Beginning(body),
            body.Length > 0 ? body : subject,
            name.Length > 0 ? name : EmailAddresses.LocalPart(email),
            email,
            null,
            null,
            channel,
            created ?? now,
            tags,
            [],
            TicketStatus.New,
            null,
            null,
            null,
            null,
            null,
            null
        );
    }

    private string Field(ImportRow row, string column) => columns.Field(row, column);

    private void CheckShape(ImportRow row)
    {
        if (row.IsDamaged)
        {
            throw new BusinessException(TicketErrorCodes.ImportQuoteOpen);
        }

        if (row.Fields.Any(f => f.Contains(ImportTable.Unreadable, StringComparison.Ordinal)))
        {
            throw new BusinessException(TicketErrorCodes.ImportNotText);
        }

        if (row.Fields.Skip(columns.Count).Any(f => !string.IsNullOrWhiteSpace(f)))
        {
            throw new BusinessException(TicketErrorCodes.ImportTooManyFields)
                .WithData("Fields", row.Fields.Count)
                .WithData("Columns", columns.Count);
        }
    }

    private static void Check(string column, string text, int max)
    {
        if (text.Length > max)
        {
            throw new BusinessException(TicketErrorCodes.ImportTooLong)
                .WithData("Column", column)
                .WithData("Length", text.Length)
                .WithData("Max", max);
        }
    }

    private static (string Name, string Email) Person(string requester) =>
        EmailAddresses.TryReadPerson(requester, out var name, out var email)
            ? (TextCleaner.CleanLine(name), email)
            : throw new BusinessException(TicketErrorCodes.ImportNoAddress).WithData("Requester", requester);

    private DateTime? Created(string text)
    {
        if (ImportDates.IsAmbiguous(text))
        {
            _ambiguous = new AmbiguousDates(
                _ambiguous.Rows + 1,
                _ambiguous.AsDayMonth + (ImportDates.IsDate(text, TicketFileDates.DayMonth) ? 1 : 0),
                _ambiguous.AsMonthDay + (ImportDates.IsDate(text, TicketFileDates.MonthDay) ? 1 : 0)
            );
        }

        return text.Length == 0 ? null : ImportDates.Read(text, dates, now);
    }

    private static TicketChannel ChannelOf(string text) =>
        text.Length == 0 ? TicketChannel.Import
        : Enum.GetValues<TicketChannel>().Cast<TicketChannel?>().FirstOrDefault(c => IsNamed(c!.Value, text)) is { } channel ? channel
        : throw new BusinessException(TicketErrorCodes.ImportNoChannel)
            .WithData("Channel", text)
            .WithData("Channels", string.Join(", ", Enum.GetNames<TicketChannel>()));

    // Parsing would also take numbers, and several names at once.
    private static bool IsNamed(TicketChannel channel, string text) => channel.ToString().Equals(text, StringComparison.OrdinalIgnoreCase);

    private static List<string> TagsOf(string text)
    {
        var tags = text.Split(TagSeparators)
            .Select(t => TextCleaner.CleanLine(t).ToLowerInvariant())
            .Where(t => t.Length > 0)
            .Distinct()
            .ToList();
        foreach (var tag in tags)
        {
            Check(ImportColumns.Tags, tag, TicketLimits.Tag);
        }

        return tags.Count <= TicketLimits.Tags
            ? tags
            : throw new BusinessException(TicketErrorCodes.ImportTooManyTags)
                .WithData("Count", tags.Count)
                .WithData("Max", TicketLimits.Tags);
    }

    // Spreadsheets show no seconds, and save what they show.
    private static string Minute(DateTime? created) => created?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    /// <summary>
    /// What the row says, without what programs change when they save it: line ends, blanks at the end of lines. Equal
    /// rows of one file count up, so that they stay as many as they are.
    /// </summary>
    private string KeyOf(IEnumerable<string> fields)
    {
        var plain = fields.Select(f => string.Join('\n', f.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())));
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(plain)))[..32];
        var count = _seen[hash] = _seen.GetValueOrDefault(hash) + 1;
        return count == 1 ? hash : $"{hash}-{count}";
    }

    private static string Beginning(string body)
    {
        var line = TextCleaner.CleanLine(body);
        return line.Length > DerivedSubject ? WellFormed.Cut(line, DerivedSubject) + "…" : line;
    }
}
