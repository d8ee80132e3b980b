namespace CustomerService.Sla;

/// <summary>Topics on the real-time hub.</summary>
public static class SlaLiveTopics
{
    /// <summary>A clock of the ticket changed; key is the ticket's id.</summary>
    public const string Clocks = "sla";

    /// <summary>A recount went on; key is the calendar's or policy's id.</summary>
    public const string Recounts = "sla.recount";
}
