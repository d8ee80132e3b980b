namespace CustomerService.Routing.Escalations;

/// <summary>Topics on the real-time hub.</summary>
public static class EscalationTopics
{
    /// <summary>Somebody is asked to accept, or has; key is the ticket's id.</summary>
    public const string Escalation = "escalation";
}
