using System.Text.Json;
using CustomerService.Framework.Application;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Users;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.Sla.Policies;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Rehearsals;

internal sealed class SlaRehearsalIntegrationService(
    CustomerServiceDbContext db,
    ITicketIntegrationService tickets,
    IUserIntegrationService users,
    InputValidator validator
) : ISlaRehearsalIntegrationService
{
    private const int Chunk = 500;

    public async Task<SlaDraftInput> GetDraftAsync(CancellationToken cancellationToken = default)
    {
        var (policies, calendars) = await ReadRulesAsync(cancellationToken);
        return new SlaDraftInput
        {
            Policies = [.. policies.Select(PolicyForm.ToInput)],
            Calendars = [.. calendars.Select(CalendarForm.ToInput)],
        };
    }

    public async Task<ISlaRehearsal> ReadAsync(
        IReadOnlyCollection<Guid> ticketIds,
        string? draft,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var (policies, calendars) = await ReadRulesAsync(cancellationToken);
        var asItIs = PromiseBook.Of(policies, calendars);
        var changed = draft is null ? asItIs : await DraftAsync(draft, cancellationToken);
        var past = new Dictionary<Guid, PastTicket>(ticketIds.Count);
        foreach (var chunk in ticketIds.Chunk(Chunk))
        {
            await ReadAsync(chunk, past, cancellationToken);
            progress?.Report((double)past.Count / ticketIds.Count);
        }

        return new Rehearsal(past, asItIs, changed);
    }

    /// <summary>Its own copies: a draft changes them.</summary>
    private async Task<PromiseBook> DraftAsync(string json, CancellationToken cancellationToken)
    {
        SlaDraftInput? draft;
        try
        {
            draft = JsonSerializer.Deserialize<SlaDraftInput>(json);
        }
        catch (JsonException)
        {
            draft = null;
        }

        validator.Validate(draft ?? throw new BusinessException(FrameworkErrorCodes.InvalidInput));
        var (policies, calendars) = await ReadRulesAsync(cancellationToken);
        return PromiseBook.Of(draft, policies, calendars);
    }

    private async Task<(List<SlaPolicy> Policies, List<BusinessCalendar> Calendars)> ReadRulesAsync(CancellationToken cancellationToken) =>
        (
            await db.Set<SlaPolicy>().AsNoTracking().OrderBy(x => x.Order).ThenBy(x => x.Id).ToListAsync(cancellationToken),
            await db.Set<BusinessCalendar>().AsNoTracking().OrderBy(x => x.Id).ToListAsync(cancellationToken)
        );

    private async Task ReadAsync(Guid[] ids, Dictionary<Guid, PastTicket> past, CancellationToken cancellationToken)
    {
        var really = (
            await db.Set<SlaClock>()
                .AsNoTracking()
                .Where(x => ids.Contains(x.TicketId) && (x.State == SlaClockState.Met || x.State == SlaClockState.Breached))
                .Select(x => new
                {
                    x.TicketId,
                    Promise = new PlayedPromise(x.Metric, x.PolicyId, x.PolicyName, x.State == SlaClockState.Met),
                })
                .ToListAsync(cancellationToken)
        ).ToLookup(x => x.TicketId, x => x.Promise);
        var courses = await tickets.GetTimelinesAsync(ids, cancellationToken);
        var people = await users.GetManyAsync([.. courses.Select(x => x.Ticket.RequesterId).Distinct()], cancellationToken);
        foreach (var course in courses)
        {
            var ticket = course.Ticket;
            var facts = new TicketFacts(
                ticket.RequestTypeId,
                course.FiledPriority,
                ticket.Channel,
                people.GetValueOrDefault(ticket.RequesterId)?.Tier ?? CustomerTier.Standard,
                ticket.GroupId,
                course.Tags
            );
            past[ticket.Id] = new PastTicket(ticket.Id, ticket.CreationTime, facts, course.Steps, [.. really[ticket.Id]]);
        }
    }

    private sealed class Rehearsal(IReadOnlyDictionary<Guid, PastTicket> past, PromiseBook asItIs, PromiseBook changed) : ISlaRehearsal
    {
        public IReadOnlyList<PlayedPromise> Really(Guid ticketId) => past.GetValueOrDefault(ticketId)?.Really ?? [];

        public IReadOnlyList<PlayedPromise> Play(Guid ticketId, bool isChanged, DateTime wasTakenAt, DateTime? takenAt) =>
            past.GetValueOrDefault(ticketId) is { } ticket ? (isChanged ? changed : asItIs).Play(ticket, wasTakenAt, takenAt) : [];
    }
}
