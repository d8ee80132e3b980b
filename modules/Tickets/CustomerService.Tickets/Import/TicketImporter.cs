using System.Collections.Concurrent;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.RequestTypes;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Tickets.Import;

/// <summary>
/// Brings in a ticket by living its life again: the same rules, with the times of then. It comes in whole or not at all.
/// </summary>
internal sealed class TicketImporter(
    CustomerServiceDbContext db,
    TicketManager tickets,
    RequestTypeCatalog types,
    IUserIntegrationService users,
    IUnitOfWorkManager unitOfWorkManager
) : ITransientDependency
{
    private static readonly ConcurrentDictionary<(Guid, string), bool> KnownTags = new();
    private static readonly TicketActor Importer = new(null, "", true, TicketSource.Import);

    public async Task<ImportTicketResult> ImportAsync(ImportTicket import, CancellationToken cancellationToken)
    {
        var known = await db.Set<Ticket>()
            .Where(t => t.ExternalKey == import.ExternalKey)
            .Select(t => new { t.Id, t.Number })
            .FirstOrDefaultAsync(cancellationToken);
        if (known is not null)
        {
            return new ImportTicketResult(known.Id, known.Number, false);
        }

        // A number without a name would be stored, and could never be shown.
        if (!Enum.IsDefined(import.Channel))
        {
            throw new BusinessException(TicketErrorCodes.ImportNoChannel)
                .WithData("Channel", import.Channel)
                .WithData("Channels", string.Join(", ", Enum.GetNames<TicketChannel>()));
        }

        var ticket = await CreateAsync(import, cancellationToken);
        var staff = await StaffAsync(import, cancellationToken);
        Assign(ticket, import, staff);
        Replay(ticket, import, staff);
        var tags = import
            .Tags.Select(t => TicketTag.Clean(TextCleaner.CleanLine(t)))
            .Where(t => t.Length > 0)
            .Distinct()
            .Take(TicketLimits.Tags)
            .ToList();
        db.AddRange(tags.Select(tag => new TicketTag(ticket.Id, ticket.Number, tag)));
        await RememberAsync(tags, cancellationToken);
        return new ImportTicketResult(ticket.Id, ticket.Number, true);
    }

    /// <summary>Ten thousand tickets carry the same few tags: each is written down once.</summary>
    private async Task RememberAsync(IReadOnlyCollection<string> tags, CancellationToken cancellationToken)
    {
        var tenantKey = db.TenantKey;
        var unknown = tags.Where(tag => !KnownTags.ContainsKey((tenantKey, tag))).ToList();
        await TicketTagName.RememberAsync(db, unknown, cancellationToken);
        unitOfWorkManager.Current!.OnCompleted(() =>
        {
            unknown.ForEach(tag => KnownTags.TryAdd((tenantKey, tag), true));
            return Task.CompletedTask;
        });
    }

    private async Task<Ticket> CreateAsync(ImportTicket import, CancellationToken cancellationToken)
    {
        var type = await types.GetAsync(import.RequestTypeKey, cancellationToken);
        var (subject, body) = (
            Whole("subject", TextCleaner.CleanLine(import.Subject), TicketLimits.Subject),
            Whole("body", TextCleaner.Clean(import.Body), TicketLimits.Body)
        );
        if (subject.Length == 0 || body.Length == 0)
        {
            throw new BusinessException(TicketErrorCodes.EmptyMessage);
        }

        var name = Whole("requester", TextCleaner.CleanLine(import.RequesterName), TicketLimits.Name);
        var requester = await users.GetOrCreateCustomerAsync(TextCleaner.CleanLine(import.RequesterEmail), name, null, cancellationToken);
        return await tickets.CreateAsync(
            new NewTicket(
                subject,
                body,
                type.Facts,
                import.Channel,
                requester.Language,
                requester.Id,
                name,
                requester.Email,
                import.Priority,
                ExternalKey: import.ExternalKey,
                IsRequesterProven: true
            ),
            new TicketActor(requester.Id, name, false, TicketSource.Import),
            import.CreatedAt,
            cancellationToken
        );
    }

    private static void Assign(Ticket ticket, ImportTicket import, IReadOnlyDictionary<Guid, UserDto> staff)
    {
        if (import.GroupId is not null)
        {
            ticket.MoveToGroup(import.GroupId, import.GroupName, 0, Importer, import.CreatedAt);
        }

        if (import.AssigneeId is { } agent)
        {
            ticket.Assign(agent, null, staff.GetValueOrDefault(agent)?.Name, Importer, import.CreatedAt);
        }
    }

    private static void Replay(Ticket ticket, ImportTicket import, IReadOnlyDictionary<Guid, UserDto> staff)
    {
        var at = import.CreatedAt;
        var requester = new TicketActor(ticket.RequesterId, ticket.RequesterName, false, TicketSource.Import);
        foreach (var message in import.Messages.OrderBy(m => m.At))
        {
            at = message.At;
            var body = Whole("message", TextCleaner.Clean(message.Body), TicketLimits.Body);
            if (message.StaffId is not { } id)
            {
                ticket.OnCustomerReply(requester, body, at);
                continue;
            }

            var actor = new TicketActor(id, staff.GetValueOrDefault(id)?.Name ?? "", true, TicketSource.Import);
            _ = message.IsPublic ? ticket.Reply(actor, body, Reachable(ticket, message.StatusAfter), at) : ticket.AddNote(actor, body, at);
        }

        Finish(ticket, import, requester, at);
    }

    private static void Finish(Ticket ticket, ImportTicket import, TicketActor requester, DateTime at)
    {
        if (Reachable(ticket, import.FinalStatus) is { } final)
        {
            ticket.ChangeStatus(final, Importer, at);
        }

        if (import.RatingScore is { } score && !ticket.IsOpen)
        {
            ticket.Rate(score, import.RatingComment, requester, import.RatedAt ?? at);
        }
    }

    private static TicketStatus? Reachable(Ticket ticket, TicketStatus? wanted) =>
        wanted is { } to && to != ticket.Status && TicketLifecycle.CanGo(ticket.Status, to) ? to : null;

    private async Task<IReadOnlyDictionary<Guid, UserDto>> StaffAsync(ImportTicket import, CancellationToken cancellationToken)
    {
        var ids = import.Messages.Select(m => m.StaffId).Append(import.AssigneeId).OfType<Guid>().Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<Guid, UserDto>() : await users.GetManyAsync(ids, cancellationToken);
    }

    private static string Whole(string column, string text, int max) =>
        text.Length <= max
            ? text
            : throw new BusinessException(TicketErrorCodes.ImportTooLong)
                .WithData("Column", column)
                .WithData("Length", text.Length)
                .WithData("Max", max);
}
