namespace CustomerService.Tickets.Tickets;

/// <summary>T1. Accepted (已受理) is <see cref="New"/>.</summary>
public enum TicketStatus
{
    New,
    InProgress,
    WaitingForCustomer,
    WaitingForThirdParty,
    Resolved,
    Closed,
}

/// <summary>T9: 一般 / 紧急 / 特急.</summary>
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
