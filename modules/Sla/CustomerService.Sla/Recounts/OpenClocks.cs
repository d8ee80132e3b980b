using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Sla.Clocks;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Recounts;

/// <summary>What is counted again. What is paused counts anew by itself when its pause ends; what is late stays late.</summary>
internal static class OpenClocks
{
    /// <param name="subject">A calendar or a policy; clocks do not know their ticket's group.</param>
    public static IQueryable<SlaClock> Of(CustomerServiceDbContext db, RecountSubject subject, Guid subjectId) =>
        subject == RecountSubject.Calendar
            ? Running(db).Where(x => x.CalendarId == subjectId)
            : Running(db).Where(x => x.PolicyId == subjectId);

    public static IQueryable<SlaClock> Of(CustomerServiceDbContext db, IReadOnlyCollection<TicketSnapshot> tickets)
    {
        var ids = tickets.Select(x => x.Id).ToList();
        return Running(db).Where(x => ids.Contains(x.TicketId));
    }

    private static IQueryable<SlaClock> Running(CustomerServiceDbContext db) =>
        db.Set<SlaClock>().Where(x => x.EndedAt == null && x.State == SlaClockState.Running);
}
