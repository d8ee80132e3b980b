using CustomerService.Tickets.Tickets;

namespace CustomerService.ComponentTests;

/// <summary>A ticket as the desk gets it.</summary>
internal static class Samples
{
    public static TicketDto Ticket(params IReadOnlyList<TimelineItemDto> timeline) =>
        Backend.Make<TicketDto>() with
        {
            Number = 1042,
            Status = TicketStatus.InProgress,
            Timeline = timeline,
            Draft = new DraftDto("", "", null, []),
        };
}
