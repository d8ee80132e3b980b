namespace CustomerService.Sla;

public static class SlaLimits
{
    public const int Name = 100;

    /// <summary>The tags of a policy, written between commas.</summary>
    public const int Tags = 500;

    /// <summary>More openings in one day are a mistake in the form.</summary>
    public const int WindowsADay = 8;

    /// <summary>Ten years of holidays.</summary>
    public const int Dates = 400;

    /// <summary>A promise of more than 60 days of business time is none.</summary>
    public const int TargetMinutes = 60 * 24 * 60;

    /// <summary>A year's official list has about 5,000 characters.</summary>
    public const int HolidayFile = 100_000;
}
