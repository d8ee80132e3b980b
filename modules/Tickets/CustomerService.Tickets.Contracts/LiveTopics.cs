namespace CustomerService.Tickets;

/// <summary>Topics of the real-time hub.</summary>
public static class LiveTopics
{
    /// <summary>A ticket changed; the key is its id.</summary>
    public const string Ticket = "ticket";

    /// <summary>Some ticket of the tenant changed; no key.</summary>
    public const string Queue = "tickets";

    /// <summary>Somebody looks at a ticket or writes; the key is the ticket's id, the detail "user id|name|state".</summary>
    public const string Viewing = "ticket.viewing";
}
