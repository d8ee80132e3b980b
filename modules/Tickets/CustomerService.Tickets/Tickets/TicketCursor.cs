using System.Globalization;
using CustomerService.Framework.Errors;

namespace CustomerService.Tickets.Tickets;

/// <summary>Where a list goes on: the sort value and the number of the last row.</summary>
internal static class TicketCursor
{
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(DateTime at, long number) => $"{at.Ticks.ToString(CultureInfo.InvariantCulture)}-{Of(number)}";

    public static long Number(string cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Bad();

    public static (DateTime At, long Number) Pair(string cursor)
    {
        var parts = cursor.Split('-');
        return
            parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTime.MaxValue.Ticks
            ? (new DateTime(ticks, DateTimeKind.Utc), Number(parts[1]))
            : throw Bad();
    }

    private static BusinessException Bad() => new(TicketErrorCodes.BadCursor);
}
