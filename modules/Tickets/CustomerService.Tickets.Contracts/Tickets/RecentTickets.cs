namespace CustomerService.Tickets.Tickets;

public static class RecentTickets
{
    private const int Page = 200;

    /// <summary>Reads tickets of a time, newest first, page by page: for repairs that ask what became of them.</summary>
    /// <param name="missing">Of a page: those that lack something.</param>
    /// <returns>Ids of all that lack it.</returns>
    public static async Task<IReadOnlyList<Guid>> FindAsync(
        this ITicketIntegrationService tickets,
        DateTime since,
        DateTime until,
        Func<IReadOnlyList<TicketCreatedEto>, Task<IEnumerable<Guid>>> missing,
        CancellationToken cancellationToken
    )
    {
        var found = new List<Guid>();
        var before = long.MaxValue;
        while (true)
        {
            var page = await tickets.GetNewestAsync(before, Page, cancellationToken);
            var inTime = page.Where(t => t.Ticket.CreationTime >= since && t.Ticket.CreationTime <= until).ToList();
            if (inTime.Count > 0)
            {
                found.AddRange(await missing(inTime));
            }

            // Imports bring old times with new numbers: only a page without anything recent ends it.
            if (page.Count < Page || page.All(t => t.Ticket.CreationTime < since && !t.IsImported))
            {
                return found;
            }

            before = page[^1].Ticket.Number;
        }
    }
}
