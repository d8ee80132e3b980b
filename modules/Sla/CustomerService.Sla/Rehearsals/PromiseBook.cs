using CustomerService.Framework.Errors;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.Sla.Policies;

namespace CustomerService.Sla.Rehearsals;

/// <summary>Policies and the hours they count in, apart from where they are stored: as they are, or as a draft would have them.</summary>
internal sealed class PromiseBook(PolicySet policies, IReadOnlyDictionary<Guid, BusinessSchedule> schedules)
{
    public static PromiseBook Of(IReadOnlyList<SlaPolicy> inOrder, IReadOnlyList<BusinessCalendar> calendars) =>
        new(new PolicySet(inOrder, calendars.Select(x => (x.Id, x.GroupIds))), calendars.ToDictionary(x => x.Id, x => x.ToSchedule()));

    /// <param name="policies">Those that are stored: they keep their ids. Changed in place, so they must not be tracked.</param>
    /// <param name="calendars">As <paramref name="policies"/>.</param>
    public static PromiseBook Of(SlaDraftInput draft, IReadOnlyList<SlaPolicy> policies, IReadOnlyList<BusinessCalendar> calendars)
    {
        var hours = draft.Calendars.ConvertAll(input => Changed(input, calendars.FirstOrDefault(x => x.Id == input.Id)));
        if (draft.Policies.Exists(x => !hours.Exists(c => c.Id == x.CalendarId)))
        {
            throw BusinessException.NotFound(SlaErrorCodes.CalendarNotFound);
        }

        return Of(draft.Policies.ConvertAll(input => Changed(input, policies.FirstOrDefault(x => x.Id == input.Id))), hours);
    }

    /// <summary>The ticket's life again, heard by the clocks as if it happened.</summary>
    public IReadOnlyList<PlayedPromise> Play(PastTicket ticket, DateTime wasTakenAt, DateTime? takenAt)
    {
        var match = policies.Match(ticket.Facts);
        var all = new List<SlaClock>();
        var clocks = new TicketClocks(ticket.Id, all, id => schedules[id], metric => match?.TermsFor(metric));
        var (status, priority) = (Tickets.Tickets.TicketStatus.New, ticket.Facts.Priority);
        clocks.Create(ticket.CreatedAt);
        foreach (var step in ticket.Steps)
        {
            if (Moved(step.At, wasTakenAt, takenAt) is not { } at)
            {
                break;
            }

            if (step.Priority != priority)
            {
                priority = step.Priority;
                match = policies.Match(ticket.Facts with { Priority = priority });
            }

            step.Tell(clocks, status, ticket.CreatedAt, at);
            status = step.Status;
        }

        return
        [
            .. all.Where(x => x.State != SlaClockState.Cancelled)
                .Select(x => new PlayedPromise(x.Metric, x.PolicyId, x.PolicyName, x.State == SlaClockState.Met)),
        ];
    }

    private static DateTime? Moved(DateTime at, DateTime wasTakenAt, DateTime? takenAt) =>
        at >= wasTakenAt ? at + (takenAt - wasTakenAt)
        : at < (takenAt ?? DateTime.MaxValue) ? at
        : takenAt;

    private static BusinessCalendar Changed(SaveCalendarInput input, BusinessCalendar? stored)
    {
        var calendar = stored ?? CalendarForm.ToCalendar(input);
        CalendarForm.Change(calendar, input);
        calendar.ServeGroups(input.GroupIds);
        return calendar;
    }

    private static SlaPolicy Changed(SavePolicyInput input, SlaPolicy? stored)
    {
        var policy = stored ?? PolicyForm.ToPolicy(input, 0);
        PolicyForm.Change(policy, input);
        return policy;
    }
}
