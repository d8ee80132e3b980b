namespace CustomerService.Sla.Calendars;

/// <summary>Openings as instants, all UTC.</summary>
public interface IOpeningTimes
{
    bool IsOpen(DateTime utc);

    /// <summary>The given instant when open, else the next opening.</summary>
    DateTime NextOpening(DateTime utc);

    /// <summary>What is open of a period, in order; stretches that touch are one.</summary>
    IReadOnlyList<OpenStretch> Between(DateTime from, DateTime to);
}
