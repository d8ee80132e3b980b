using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Attachments;
using CustomerService.Tickets.Limits;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.SubTasks;
using CustomerService.Tickets.Tickets;
using CustomerService.Tickets.Views;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Merging;

/// <summary>All of it shows what stands in the ticket, so all of it needs the right to read.</summary>
[Authorize(TicketPermissions.Read)]
internal sealed class TicketMergeAppService(
    CustomerServiceDbContext db,
    TicketMerger merger,
    TicketManager tickets,
    TicketActors actors,
    TicketQuery queries,
    RequestTypeCatalog types,
    AttachmentStore attachments,
    IBlobContainer<TicketAttachment> blobs,
    PlanLimits limits,
    IUserIntegrationService users,
    IStringLocalizer localizer,
    TimeProvider time
) : ITicketMergeAppService
{
    private const int Offered = 8;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [Authorize(TicketPermissions.Merge)]
    public async Task<IReadOnlyList<MergeCandidateDto>> FindTargetsAsync(
        MergeTargetsInput input,
        CancellationToken cancellationToken = default
    )
    {
        var chosen = await GetAsync(input.TicketIds, cancellationToken);
        if (chosen.Count > 1)
        {
            return [.. chosen.OrderBy(t => t.Number).Select(t => Candidate(t, chosen.Where(other => other.Id != t.Id)))];
        }

        var ticket = chosen[0];
        var others = string.IsNullOrWhiteSpace(input.Text)
            ? db.Set<Ticket>().AsNoTracking().Where(t => t.RequesterId == ticket.RequesterId && t.IsOpen)
            : await queries.BuildAsync(TicketViews.All, new TicketFilter { Text = input.Text }, actors.UserId, cancellationToken);
        return
        [
            .. (
                await others
                    .Where(t => t.Id != ticket.Id && t.MergedIntoId == null)
                    .OrderByDescending(t => t.Number)
                    .Take(Offered)
                    .ToListAsync(cancellationToken)
            ).Select(t => Candidate(t, [ticket])),
        ];
    }

    [Authorize(TicketPermissions.Merge)]
    public async Task<MergePreviewDto> PreviewAsync(MergeInput input, CancellationToken cancellationToken = default)
    {
        var all = await GetAsync([.. input.TicketIds, input.IntoId], cancellationToken);
        var into = all.Single(t => t.Id == input.IntoId);
        var merged = all.Where(t => input.TicketIds.Contains(t.Id)).OrderBy(t => t.Number).ToList();
        var ids = merged.ConvertAll(t => t.Id);
        var said = await db.Set<TicketMessage>()
            .Where(m => ids.Contains(m.TicketId))
            .GroupBy(m => m.IsPublic)
            .Select(g => new { IsPublic = g.Key, Count = g.Count() })
            .ToListAsync(cancellationToken);
        var known = db.Set<TicketTag>().Where(t => t.TicketId == into.Id).Select(t => t.Name);
        return new MergePreviewDto(
            [.. merged.Select(t => t.Number)],
            into.Number,
            into.Subject,
            into.AssigneeId is { } owner ? (await users.FindAsync(owner, cancellationToken))?.Name : null,
            said.Where(s => s.IsPublic).Sum(s => s.Count),
            said.Where(s => !s.IsPublic).Sum(s => s.Count),
            await db.Set<TicketAttachment>().CountAsync(a => ids.Contains(a.TicketId) && a.MessageId != null, cancellationToken),
            await db.Set<SubTask>()
                .CountAsync(
                    t => ids.Contains(t.TicketId) && (t.State == SubTaskState.Open || t.State == SubTaskState.Answered),
                    cancellationToken
                ),
            await db.Set<TicketTag>()
                .Where(t => ids.Contains(t.TicketId) && !known.Contains(t.Name))
                .Select(t => t.Name)
                .Distinct()
                .OrderBy(n => n)
                .ToListAsync(cancellationToken),
            into.RequesterName,
            !await db.Set<TicketWatcher>()
                .AnyAsync(w => w.TicketId == into.Id && w.UserId == into.RequesterId && w.IsMuted, cancellationToken),
            ProblemOf(merged, into)
        );
    }

    [Authorize(TicketPermissions.Merge)]
    public async Task<long> MergeAsync(MergeInput input, CancellationToken cancellationToken = default) =>
        (await merger.MergeAsync(input.TicketIds, input.IntoId, actors.Staff(), cancellationToken)).Into.Number;

    [Authorize(TicketPermissions.Merge)]
    public async Task LinkAsync(Guid ticketId, Guid otherId, CancellationToken cancellationToken = default)
    {
        var (one, other) = await LockBothAsync(ticketId, otherId, cancellationToken);
        if (await db.Set<TicketLink>().AnyAsync(l => l.TicketId == one.Id && l.OtherId == other.Id, cancellationToken))
        {
            return;
        }

        foreach (var ticket in new[] { one, other })
        {
            if (await db.Set<TicketLink>().CountAsync(l => l.TicketId == ticket.Id, cancellationToken) >= TicketLimits.Links)
            {
                throw new BusinessException(TicketErrorCodes.TooManyLinks)
                    .WithData("Number", ticket.Number)
                    .WithData("Max", TicketLimits.Links);
            }
        }

        Link(one, other);
        one.RecordLink(other.Number, true, actors.Staff(), Now);
        other.RecordLink(one.Number, true, actors.Staff(), Now);
    }

    [Authorize(TicketPermissions.Merge)]
    public async Task UnlinkAsync(Guid ticketId, Guid otherId, CancellationToken cancellationToken = default)
    {
        var (one, other) = await LockBothAsync(ticketId, otherId, cancellationToken);
        var links = await db.Set<TicketLink>()
            .Where(l => (l.TicketId == one.Id && l.OtherId == other.Id) || (l.TicketId == other.Id && l.OtherId == one.Id))
            .ToListAsync(cancellationToken);
        if (links.Count > 0)
        {
            db.RemoveRange(links);
            one.RecordLink(other.Number, false, actors.Staff(), Now);
            other.RecordLink(one.Number, false, actors.Staff(), Now);
        }
    }

    [Authorize(TicketPermissions.Merge)]
    public async Task<TicketCreatedDto> SplitAsync(SplitInput input, CancellationToken cancellationToken = default)
    {
        await limits.CheckTicketAsync(cancellationToken);
        var ticket = await tickets.LockCurrentAsync(input.TicketId, cancellationToken);
        var message =
            await db.Set<TicketMessage>()
                .AsNoTracking()
                .FirstOrDefaultAsync(
                    m => m.Id == input.MessageId && m.TicketId == ticket.Id && m.IsPublic && !m.IsByStaff,
                    cancellationToken
                )
            ?? throw TicketManager.NotFound();
        var subject = TextCleaner.CleanLine(input.Subject);
        if (subject.Length == 0)
        {
            throw new BusinessException(TicketErrorCodes.EmptyMessage);
        }

        var actor = actors.Staff();
        var created = await tickets.CreateAsync(
            new NewTicket(
                subject,
                message.Body,
                (await types.GetAsync(ticket.RequestTypeKey, cancellationToken)).Facts,
                ticket.Channel,
                ticket.Language,
                ticket.RequesterId,
                ticket.RequesterName,
                ticket.RequesterEmail,
                IsRequesterProven: ticket.IsRequesterProven && !message.IsUnproven
            ),
            actor,
            Now,
            cancellationToken
        );
        await CopyFilesAsync(message, created, cancellationToken);
        ticket.RecordSplit(created, actor, Now);
        Link(ticket, created);
        return new TicketCreatedDto(created.Id, created.Number, created.Status, created.CreationTime);
    }

    private void Link(Ticket one, Ticket other) => db.AddRange(new TicketLink(one.Id, other.Id), new TicketLink(other.Id, one.Id));

    private async Task<(Ticket One, Ticket Other)> LockBothAsync(Guid ticketId, Guid otherId, CancellationToken cancellationToken)
    {
        var held = await tickets.LockAsync([ticketId, otherId], cancellationToken);
        var (one, other) = (held.FirstOrDefault(t => t.Id == ticketId), held.FirstOrDefault(t => t.Id == otherId));
        return one is null || other is null ? throw TicketManager.NotFound()
            : one == other ? throw new BusinessException(TicketErrorCodes.LinkToItself).WithData("Number", one.Number)
            : (one, other);
    }

    private async Task CopyFilesAsync(TicketMessage message, Ticket to, CancellationToken cancellationToken)
    {
        var files = new List<FileUpload>();
        try
        {
            foreach (
                var file in await db.Set<TicketAttachment>()
                    .AsNoTracking()
                    .Where(a => a.MessageId == message.Id)
                    .ToListAsync(cancellationToken)
            )
            {
                if (await blobs.GetOrNullAsync(file.Id, cancellationToken) is { } content)
                {
                    files.Add(
                        new FileUpload
                        {
                            FileName = file.FileName,
                            ContentType = file.ContentType,
                            Content = content,
                        }
                    );
                }
            }

            if (files.Count > 0)
            {
                await attachments.AddAsync(to.Id, to.Messages[0].Id, message.AuthorId, files, cancellationToken);
            }
        }
        finally
        {
            foreach (var file in files)
            {
                await file.Content.DisposeAsync();
            }
        }
    }

    private async Task<List<Ticket>> GetAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var found = await db.Set<Ticket>().AsNoTracking().Where(t => ids.Contains(t.Id)).ToListAsync(cancellationToken);
        return found.Count == ids.Distinct().Count() ? found : throw TicketManager.NotFound();
    }

    private MergeCandidateDto Candidate(Ticket t, IEnumerable<Ticket> others) =>
        new(t.Id, t.Number, t.Subject, t.Status, t.RequesterName, t.CreationTime, ProblemOf(others, t));

    private string? ProblemOf(IEnumerable<Ticket> merged, Ticket into) =>
        merged.Select(t => t.MergeProblem(into)).FirstOrDefault(p => p is not null) is { } problem ? localizer.Sentence(problem) : null;
}
