using System.Globalization;
using System.Text.RegularExpressions;
using CustomerService.Framework.Errors;

namespace CustomerService.Tickets.Import;

/// <summary>Dates as people and spreadsheets write them. What could be two days is not guessed.</summary>
internal static partial class ImportDates
{
    /// <summary>Nobody had a support desk to import from before: an earlier year is a slip, such as 0026.</summary>
    private const int EarliestYear = 1990;

    private static readonly string[] Clear = Patterns(
        ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd", "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy"],
        ["ddd, d MMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "MMMM d yyyy"]
    );

    private static readonly string[] DayMonth = Patterns(["d/M/yyyy", "d.M.yyyy", "d-M-yyyy"], []);
    private static readonly string[] MonthDay = Patterns(["M/d/yyyy", "M.d.yyyy", "M-d-yyyy"], []);

    /// <summary>Day and month can be mistaken for each other: 04/05/2026, and 31/05/2026 beside it.</summary>
    public static bool IsAmbiguous(string text) => TwoNumbersFirst().IsMatch(text);

    public static bool IsDate(string text, TicketFileDates order) =>
        TryRead(text, order == TicketFileDates.DayMonth ? DayMonth : MonthDay, out _);

    /// <param name="now">UTC; nothing was written later.</param>
    /// <returns>UTC, also where the text names no zone.</returns>
    /// <exception cref="BusinessException">It is none, could be two, or lies too far back or ahead.</exception>
    public static DateTime Read(string text, TicketFileDates? order, DateTime now)
    {
        if (IsAmbiguous(text) && order is null)
        {
            throw Problem(TicketErrorCodes.ImportDateAmbiguous, text);
        }

        var patterns =
            !IsAmbiguous(text) ? Clear
            : order == TicketFileDates.DayMonth ? DayMonth
            : MonthDay;
        return !TryRead(text, patterns, out var utc) ? throw Problem(TicketErrorCodes.ImportDateUnreadable, text)
            : utc.Year < EarliestYear ? throw Problem(TicketErrorCodes.ImportDateTooEarly, text).WithData("Year", EarliestYear)
            : utc > now ? throw Problem(TicketErrorCodes.ImportDateInFuture, text)
            : utc;
    }

    private static BusinessException Problem(string code, string text) => new BusinessException(code).WithData("Date", text);

    private static bool TryRead(string text, string[] patterns, out DateTime utc) =>
        DateTime.TryParseExact(
            text,
            patterns,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
            out utc
        );

    private static string[] Patterns(string[] dates, string[] words) =>
        [
            .. from date in dates.Concat(words)
            from time in (string[])
                [
                    "",
                    "'T'H:mK",
                    "'T'H:m:sK",
                    "'T'H:m:s.FFFFFFFK",
                    " H:mK",
                    " H:m:sK",
                    " H:m:s.FFFFFFFK",
                    " H:m:s 'GMT'",
                    " h:m tt",
                    " h:m:s tt",
                ]
            select date + time,
        ];

    [GeneratedRegex(@"^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)")]
    private static partial Regex TwoNumbersFirst();
}
