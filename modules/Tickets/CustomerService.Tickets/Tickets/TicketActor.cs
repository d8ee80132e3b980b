namespace CustomerService.Tickets.Tickets;

/// <summary>Where a change came from.</summary>
internal enum TicketSource
{
    Desk,
    Portal,
    Api,
    System,
    Import,
}

/// <summary>Who acts on a ticket. The system has no id.</summary>
/// <param name="IsProven">False for a customer who may have typed somebody else's address.</param>
internal sealed record TicketActor(Guid? Id, string Name, bool IsStaff, TicketSource Source, bool IsProven = true)
{
    public static readonly TicketActor System = new(null, "", true, TicketSource.System);
}
