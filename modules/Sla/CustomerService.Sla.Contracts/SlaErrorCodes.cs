namespace CustomerService.Sla;

public static class SlaErrorCodes
{
    public const string AlwaysClosed = "Sla.Error.AlwaysClosed";
    public const string OutOfRange = "Sla.Error.OutOfRange";
    public const string UnknownTimeZone = "Sla.Error.UnknownTimeZone";
    public const string WindowsOverlap = "Sla.Error.WindowsOverlap";
    public const string DateTwice = "Sla.Error.DateTwice";
    public const string TooManyDates = "Sla.Error.TooManyDates";
    public const string CalendarNotFound = "Sla.Error.CalendarNotFound";
    public const string CalendarInUse = "Sla.Error.CalendarInUse";
    public const string NotAHolidayFile = "Sla.Error.NotAHolidayFile";
    public const string NotACaseFile = "Sla.Error.NotACaseFile";
    public const string UnreadableCase = "Sla.Error.UnreadableCase";
    public const string UnknownCaseOperation = "Sla.Error.UnknownCaseOperation";
    public const string UnknownSchedule = "Sla.Error.UnknownSchedule";
    public const string PolicyNotFound = "Sla.Error.PolicyNotFound";
    public const string PolicyPromisesNothing = "Sla.Error.PolicyPromisesNothing";
    public const string ResolutionBeforeResponse = "Sla.Error.ResolutionBeforeResponse";
}
