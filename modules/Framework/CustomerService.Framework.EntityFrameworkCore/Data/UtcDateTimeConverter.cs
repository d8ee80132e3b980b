using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>Instants are UTC on the way in and out; a local time is a bug and is refused.</summary>
internal sealed class UtcDateTimeConverter()
    : ValueConverter<DateTime, DateTime>(value => ToUtc(value), value => DateTime.SpecifyKind(value, DateTimeKind.Utc))
{
    private static DateTime ToUtc(DateTime value) =>
        value.Kind switch
        {
            DateTimeKind.Utc => value,
            DateTimeKind.Local => throw new ArgumentException("A local time reached the database; instants are UTC."),
            _ => DateTime.SpecifyKind(value, DateTimeKind.Utc),
        };
}
