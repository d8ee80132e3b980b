namespace CustomerService.Tickets;

public static class TicketPermissions
{
    public const string Group = "Tickets";
    public const string Read = "Tickets.Read";
    public const string Create = "Tickets.Create";

    /// <summary>Answer customers.</summary>
    public const string Reply = "Tickets.Reply";

    /// <summary>Write internal notes.</summary>
    public const string Note = "Tickets.Note";

    /// <summary>Status, priority, request type, tags; also several tickets at once.</summary>
    public const string Edit = "Tickets.Edit";

    /// <summary>Make one ticket out of several, and several out of one.</summary>
    public const string Merge = "Tickets.Merge";

    /// <summary>Give tickets to others; everybody who may reply may take one himself.</summary>
    public const string Assign = "Tickets.Assign";
    public const string ShareViews = "Tickets.ShareViews";
    public const string ManageTypes = "Tickets.ManageTypes";
    public const string ManageMacros = "Tickets.ManageMacros";

    /// <summary>Hand out and erase what is known of a customer.</summary>
    public const string Privacy = "Tickets.Privacy";
}
