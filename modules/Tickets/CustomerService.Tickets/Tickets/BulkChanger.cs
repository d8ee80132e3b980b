using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Tickets;

/// <summary>Owner and tags of one ticket, and the same change to several.</summary>
internal sealed class BulkChanger(
    CustomerServiceDbContext db,
    TicketManager tickets,
    IUserIntegrationService users,
    IUnitOfWork unitOfWork,
    IPermissionChecker permissions,
    IEnumerable<IAssignmentGuard> guards,
    IStringLocalizer localizer,
    TimeProvider time
) : ITransientDependency
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <exception cref="BusinessException">Somebody else has become the owner, or the agent is unknown.</exception>
    public async Task AssignAsync(
        Ticket ticket,
        Guid? agentId,
        Guid? expectedAgentId,
        TicketActor actor,
        CancellationToken cancellationToken
    )
    {
        if (ticket.AssigneeId == agentId)
        {
            return;
        }

        var people = await users.GetManyAsync([.. new[] { agentId, ticket.AssigneeId }.OfType<Guid>()], cancellationToken);
        var before = ticket.AssigneeId is { } id ? people.GetValueOrDefault(id)?.Name : null;
        if (ticket.AssigneeId != expectedAgentId)
        {
            throw BusinessException.Conflict(TicketErrorCodes.OwnerMoved).WithData("Now", before ?? localizer["Tickets.Nobody"].Value);
        }

        var agent = agentId is { } wanted ? people.GetValueOrDefault(wanted) : null;
        if (agentId is not null && agent is not { IsStaff: true })
        {
            throw new BusinessException(TicketErrorCodes.AgentNotFound);
        }

        if (agentId is { } taker && ticket.Status != TicketStatus.Closed)
        {
            await CheckAsync(ticket, taker, actor, cancellationToken);
        }

        if (!ticket.Assign(agentId, before, agent?.Name, actor, Now))
        {
            throw new BusinessException(TicketErrorCodes.ClosedForReplies).WithData("Number", ticket.Number);
        }
    }

    /// <exception cref="BusinessException">The rules of assignment do not give this person this ticket.</exception>
    public async Task CheckAsync(Ticket ticket, Guid agentId, TicketActor actor, CancellationToken cancellationToken)
    {
        foreach (var guard in guards)
        {
            await guard.CheckAsync(ticket.Snapshot(), agentId, actor.Id == agentId, cancellationToken);
        }
    }

    public async Task SetTagsAsync(
        Ticket ticket,
        IEnumerable<string> add,
        IEnumerable<string> remove,
        TicketActor actor,
        CancellationToken cancellationToken
    )
    {
        var present = await db.Set<TicketTag>().Where(t => t.TicketId == ticket.Id).ToListAsync(cancellationToken);
        foreach (var tag in present.Where(t => remove.Select(TicketTag.Clean).Contains(t.Name)).ToList())
        {
            db.Remove(tag);
            present.Remove(tag);
            ticket.RecordTag(tag.Name, false, actor, Now);
        }

        var added = add.Select(t => TicketTag.Clean(TextCleaner.CleanLine(t)))
            .Where(t => t.Length > 0)
            .Distinct()
            .Except(present.Select(t => t.Name))
            .ToList();
        if (present.Count + added.Count > TicketLimits.Tags)
        {
            throw new BusinessException(TicketErrorCodes.TooManyTags).WithData("Max", TicketLimits.Tags);
        }

        foreach (var name in added)
        {
            db.Add(new TicketTag(ticket.Id, ticket.Number, name));
            ticket.RecordTag(name, true, actor, Now);
        }

        await TicketTagName.RememberAsync(db, added, cancellationToken);
    }

    public async Task<BulkResult> ChangeAsync(BulkChangeInput input, TicketActor actor, CancellationToken cancellationToken)
    {
        if (input.AssigneeId is { } agent && agent != actor.Id)
        {
            await permissions.CheckAsync(TicketPermissions.Assign, cancellationToken);
        }

        var problems = new List<BulkProblem>();
        var changed = 0;

        // In one order for everybody: two who change the same tickets wait for each other, never in a circle.
        foreach (var id in input.TicketIds.Distinct().Order())
        {
            var ticket = await tickets.LockAsync(id, cancellationToken);
            try
            {
                await ChangeOneAsync(ticket, input, actor, cancellationToken);
                changed++;
            }
            catch (BusinessException e)
            {
                problems.Add(new BulkProblem(ticket.Number, localizer.Sentence(e)));
            }
        }

        await unitOfWork.SaveChangesAsync(cancellationToken);
        return new BulkResult(changed, problems);
    }

    private async Task ChangeOneAsync(Ticket ticket, BulkChangeInput input, TicketActor actor, CancellationToken cancellationToken)
    {
        if (input.Status is { } status)
        {
            ticket.ChangeStatus(status, actor, Now);
        }

        if (input.Priority is { } priority)
        {
            ticket.ChangePriority(priority, actor, Now);
        }

        if (input.AssigneeId is { } agent)
        {
            await AssignAsync(ticket, agent, ticket.AssigneeId, actor, cancellationToken);
        }

        if (!string.IsNullOrWhiteSpace(input.AddTag))
        {
            await SetTagsAsync(ticket, [input.AddTag], [], actor, cancellationToken);
        }
    }
}
