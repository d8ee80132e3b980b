using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Merging;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.RequestTypes;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Tickets;

/// <summary>One ticket with everything the desk shows beside it.</summary>
internal sealed class TicketReader(
    CustomerServiceDbContext db,
    RequestTypeCatalog types,
    HistoryTexts texts,
    IUserIntegrationService users,
    MergedForms forms,
    TimeProvider time
) : ITransientDependency
{
    private const int OtherTickets = 8;

    public async Task<TicketDto> GetAsync(long number, Guid userId, CancellationToken cancellationToken)
    {
        var t =
            await db.Set<Ticket>().AsNoTracking().FirstOrDefaultAsync(x => x.Number == number, cancellationToken)
            ?? throw TicketManager.NotFound();
        var people = await users.GetManyAsync([t.RequesterId, .. t.AssigneeId is { } a ? new[] { a } : []], cancellationToken);
        var files = await db.Set<TicketAttachment>()
            .AsNoTracking()
            .Where(x => x.TicketId == t.Id)
            .OrderBy(x => x.Id)
            .ToListAsync(cancellationToken);
        var timeline = await TimelineAsync(t.Id, files, cancellationToken);
        return new TicketDto(
            t.Id,
            t.Number,
            t.Subject,
            t.Status,
            t.Priority,
            t.Risk,
            t.Complexity,
            t.RequestTypeId,
            t.RequestTypeKey,
            await types.NameOfAsync(t.RequestTypeId, cancellationToken),
            t.Channel,
            t.Language,
            Card(t, people.GetValueOrDefault(t.RequesterId)),
            t.AssigneeId,
            t.AssigneeId is { } agent ? people.GetValueOrDefault(agent)?.Name : null,
            t.GroupId,
            t.GroupName,
            t.RequiredStars,
            t.EscalationLevel,
            t.NextDue == Ticket.NoDue ? null : t.NextDue,
            t.CreationTime,
            t.ResolvedAt,
            t.ClosedAt,
            t.RatingScore,
            t.RatingComment,
            t.FollowUpOf,
            t.IsOverPlan,
            await db.Set<TicketWatcher>().AnyAsync(w => w.TicketId == t.Id && w.UserId == userId && !w.IsMuted, cancellationToken),
            timeline.LastOrDefault(i => i.Kind == TimelineKind.Public)?.Id,
            t.ConcurrencyStamp,
            t.MergedIntoId is null ? TicketLifecycle.From(t.Status, t.ClosedAt, time.GetUtcNow().UtcDateTime) : [],
            await db.Set<TicketTag>()
                .AsNoTracking()
                .Where(x => x.TicketId == t.Id)
                .OrderBy(x => x.Name)
                .Select(x => x.Name)
                .ToListAsync(cancellationToken),
            await forms.ReadAsync(t, null, cancellationToken),
            timeline,
            await OthersAsync(t, cancellationToken),
            await DraftAsync(t.Id, userId, files, cancellationToken),
            t.MergedInto,
            await db.Set<Ticket>()
                .AsNoTracking()
                .Where(x => x.MergedIntoId == t.Id)
                .OrderBy(x => x.Number)
                .Select(x => new OtherTicketDto(x.Number, x.Subject, x.Status, x.CreationTime, x.Id))
                .ToListAsync(cancellationToken),
            await LinkedAsync(t.Id, cancellationToken),
            t.SnoozedUntil is { } until ? new SnoozeDto(until == Ticket.NoDue ? null : until) : null
        );
    }

    /// <summary>Public replies of others that came after the one last seen.</summary>
    public async Task<IReadOnlyList<TimelineItemDto>> NewerThanAsync(
        Guid ticketId,
        Guid lastSeen,
        Guid userId,
        CancellationToken cancellationToken
    )
    {
        var seen = await db.Set<TicketMessage>()
            .Where(m => m.TicketId == ticketId && m.Id == lastSeen)
            .Select(m => (DateTime?)m.At)
            .FirstOrDefaultAsync(cancellationToken);
        var newer = await db.Set<TicketMessage>()
            .AsNoTracking()
            .Where(m => m.TicketId == ticketId && m.IsPublic && m.Id != lastSeen && (seen == null || m.At >= seen) && m.AuthorId != userId)
            .OrderBy(m => m.At)
            .ThenBy(m => m.Id)
            .ToListAsync(cancellationToken);
        return [.. newer.Where(m => seen is null || m.At > seen || m.Id.CompareTo(lastSeen) > 0).Select(m => Item(m, []))];
    }

    private async Task<IReadOnlyList<TimelineItemDto>> TimelineAsync(
        Guid ticketId,
        List<TicketAttachment> files,
        CancellationToken cancellationToken
    )
    {
        var messages = await db.Set<TicketMessage>().AsNoTracking().Where(m => m.TicketId == ticketId).ToListAsync(cancellationToken);
        var history = await db.Set<TicketHistoryEntry>().AsNoTracking().Where(h => h.TicketId == ticketId).ToListAsync(cancellationToken);
        var byMessage = files.ToLookup(f => f.MessageId);
        var origins = messages.Where(m => m.IsUnproven).Select(m => m.Origin).OfType<long>().Distinct().ToList();
        var doubtful = await db.Set<Ticket>()
            .Where(t => !t.IsRequesterProven && (t.Id == ticketId || origins.Contains(t.Number)))
            .Select(t => t.Id == ticketId ? 0 : t.Number)
            .ToListAsync(cancellationToken);
        var items = messages
            .Select(m => Item(m, [.. byMessage[m.Id].Select(f => f.ToDto())], m.IsUnproven && doubtful.Contains(m.Origin ?? 0)))
            .ToList();
        foreach (var entry in history)
        {
            items.Add(
                new TimelineItemDto(
                    entry.Id,
                    TimelineKind.System,
                    entry.At,
                    entry.ActorId,
                    texts.Who(entry),
                    true,
                    System.Net.WebUtility.HtmlEncode(await texts.LineAsync(entry)),
                    []
                )
            );
        }

        return [.. items.OrderBy(i => i.At).ThenBy(i => i.Kind == TimelineKind.System).ThenBy(i => i.Id)];
    }

    private static TimelineItemDto Item(TicketMessage m, IReadOnlyList<AttachmentDto> files, bool isUnproven = false) =>
        new(
            m.Id,
            m.IsPublic ? TimelineKind.Public : TimelineKind.Note,
            m.At,
            m.AuthorId,
            m.AuthorName,
            m.IsByStaff,
            MessageRenderer.Render(m.Body, m.IsByStaff),
            files,
            m.Origin,
            isUnproven
        );

    private async Task<IReadOnlyList<OtherTicketDto>> OthersAsync(Ticket t, CancellationToken cancellationToken) =>
        await db.Set<Ticket>()
            .AsNoTracking()
            .Where(x => x.RequesterId == t.RequesterId && x.Number != t.Number && x.MergedIntoId == null)
            .OrderByDescending(x => x.Number)
            .Take(OtherTickets)
            .Select(x => new OtherTicketDto(x.Number, x.Subject, x.Status, x.CreationTime, x.Id))
            .ToListAsync(cancellationToken);

    private async Task<IReadOnlyList<OtherTicketDto>> LinkedAsync(Guid ticketId, CancellationToken cancellationToken) =>
        await db.Set<TicketLink>()
            .AsNoTracking()
            .Where(l => l.TicketId == ticketId)
            .Join(db.Set<Ticket>(), l => l.OtherId, x => x.Id, (_, x) => x)
            .OrderByDescending(x => x.Number)
            .Select(x => new OtherTicketDto(x.Number, x.Subject, x.Status, x.CreationTime, x.Id))
            .ToListAsync(cancellationToken);

    private async Task<DraftDto> DraftAsync(Guid ticketId, Guid userId, List<TicketAttachment> files, CancellationToken cancellationToken)
    {
        var draft = await db.Set<TicketDraft>()
            .AsNoTracking()
            .FirstOrDefaultAsync(d => d.TicketId == ticketId && d.UserId == userId, cancellationToken);
        return new DraftDto(
            draft?.Reply ?? "",
            draft?.Note ?? "",
            draft?.SavedAt,
            [.. files.Where(f => f.MessageId is null && f.UploaderId == userId).Select(f => f.ToDto())]
        );
    }

    private static CustomerCardDto Card(Ticket t, UserDto? user) =>
        new(
            t.RequesterId,
            t.RequesterName,
            t.RequesterEmail,
            $"Enum.CustomerTier.{user?.Tier ?? CustomerTier.Standard}",
            user?.Language ?? t.Language,
            user?.TimeZone,
            t.IsRequesterProven,
            t.HoldsContent
        );
}
