namespace CustomerService.Tickets;

/// <summary>What the seed of Tickets leaves for later modules in <c>DataSeedContext.Properties</c>.</summary>
public static class TicketSeedProperties
{
    /// <summary>
    /// <c>IReadOnlyDictionary&lt;string, string&gt;</c>: key of the request type → key of the group that its template
    /// names.
    /// </summary>
    public const string GroupByType = "Tickets.GroupByType";
}
