using NodaTime;

namespace CustomerService.Sla.Calendars;

/// <summary>
/// Opening hours as a wall clock shows them, from <see cref="Start"/> up to but not including <see cref="End"/>.
/// An end at or before the start lies on the next day: 22:00–06:00 is a night shift, 00:00–00:00 the whole day.
/// </summary>
internal readonly record struct TimeWindow(LocalTime Start, LocalTime End)
{
    public LocalDateTime OpensOn(LocalDate date) => date + Start;

    public LocalDateTime ClosesOn(LocalDate date) => (End > Start ? date : date.PlusDays(1)) + End;

    public override string ToString() => $"{Start:HH\\:mm}-{End:HH\\:mm}";
}
