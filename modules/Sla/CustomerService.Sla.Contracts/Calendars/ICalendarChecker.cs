namespace CustomerService.Sla.Calendars;

/// <summary>Answers a file of cases with the arithmetic that clocks run on, so that an imported calendar can be proved.</summary>
public interface ICalendarChecker
{
    /// <param name="json">
    /// A list of cases, or an object with <c>cases</c> and, by name, <c>schedules</c>. A case is
    /// <c>{"id", "op", "schedule", "input", "result"?, "also_acceptable"?}</c>; a case that cannot be answered gets its
    /// reason, the others go on.
    /// </param>
    /// <exception cref="Framework.Errors.BusinessException">This is no file of cases.</exception>
    CalendarCheckDto Check(string json);
}

/// <param name="Answers">JSON, as read: <c>[{"id", "op", "result"}]</c>, with <c>error</c> where there is no result.</param>
/// <param name="Expecting">How many cases say what they expect.</param>
/// <param name="Differences">One sentence for each case that expects something else.</param>
public sealed record CalendarCheckDto(string Answers, int Cases, int Expecting, int Agreeing, IReadOnlyList<string> Differences);
