namespace CustomerService.Tickets.Tickets;

/// <summary>Accepted (已受理) is <see cref="New"/>.</summary>
public enum TicketStatus
{
    New,
    InProgress,
    WaitingForCustomer,
    WaitingForThirdParty,
    Resolved,
    Closed,
}

public static class TicketStatusExtensions
{
    /// <summary>Nothing is owed any more; the customer's word can still reopen it.</summary>
    public static bool IsFinal(this TicketStatus status) => status is TicketStatus.Resolved or TicketStatus.Closed;
}

/// <summary>一般 / 紧急 / 特急.</summary>
public enum TicketPriority
{
    Normal,
    Urgent,
    Critical,
}

/// <summary>Grade of risk or complexity of a request type; asks for more stars.</summary>
public enum TicketGrade
{
    Low,
    Medium,
    High,
}

public enum TicketChannel
{
    Portal,
    Api,
    Email,
    Agent,
    Import,
}
