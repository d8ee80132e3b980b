namespace CustomerService.Tickets.Prefill;

public static class PrefillLimits
{
    public const int Minutes = 60 * 24 * 90;
    public const int Token = 6_000;

    public static readonly TimeSpan Rotation = TimeSpan.FromHours(24);

    /// <summary>A form that was opened in time may be sent so much later.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(4);
}
