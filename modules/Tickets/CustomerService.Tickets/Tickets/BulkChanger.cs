using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Tickets.Macros;
using CustomerService.Tickets.RequestTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Tickets;

/// <summary>
/// The same change to several tickets. Each is a unit of work of its own: changed as a whole, or not at all and told
/// why.
/// </summary>
internal sealed class BulkChanger(
    CustomerServiceDbContext db,
    IServiceScopeFactory scopes,
    IPermissionChecker permissions,
    IStringLocalizer localizer
) : ITransientDependency
{
    public async Task<BulkResult> ChangeAsync(BulkChangeInput input, TicketActor actor, CancellationToken cancellationToken)
    {
        if (input.GroupId is not null || (input.AssigneeId is { } agent && agent != actor.Id))
        {
            await permissions.CheckAsync(TicketPermissions.Assign, cancellationToken);
        }

        if (input.MacroId is not null)
        {
            await permissions.CheckAsync(TicketPermissions.Reply, cancellationToken);
        }

        var ids = input.TicketIds.Distinct().ToList();
        var numbers = await db.Set<Ticket>().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Number, cancellationToken);
        if (numbers.Count < ids.Count)
        {
            throw TicketManager.NotFound();
        }

        var problems = new List<BulkProblem>();
        foreach (var id in ids)
        {
            try
            {
                await ChangeOneAsync(id, input, actor, cancellationToken);
            }
            catch (BusinessException e)
            {
                problems.Add(new BulkProblem(numbers[id], localizer.Sentence(e)));
            }
        }

        return new BulkResult(ids.Count - problems.Count, problems);
    }

    private async Task ChangeOneAsync(Guid ticketId, BulkChangeInput input, TicketActor actor, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWorkManager>().Begin();
        await scope.ServiceProvider.GetRequiredService<TicketChange>().ApplyAsync(ticketId, input, actor, cancellationToken);
        await unitOfWork.CompleteAsync(cancellationToken);
    }
}

/// <summary>What a bulk change does to one ticket.</summary>
internal sealed class TicketChange(
    TicketManager tickets,
    TicketAssigner assigner,
    TicketTagger tagger,
    RequestTypeCatalog types,
    MacroFiller macros,
    TimeProvider time
) : ITransientDependency
{
    public async Task ApplyAsync(Guid ticketId, BulkChangeInput input, TicketActor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var ticket = await tickets.LockAsync(ticketId, cancellationToken);
        if (ticket.Status == TicketStatus.Closed && input.Status is { } reopened)
        {
            // What is closed takes no owner and no group: it is opened first. All else is closed last.
            ticket.ChangeStatus(reopened, actor, now);
        }

        if (!string.IsNullOrWhiteSpace(input.RequestTypeKey))
        {
            ticket.ChangeRequestType((await types.GetAsync(input.RequestTypeKey, cancellationToken)).Facts, actor, now);
        }

        if (input.Priority is { } priority)
        {
            ticket.ChangePriority(priority, actor, now);
        }

        if (!string.IsNullOrWhiteSpace(input.AddTag) || !string.IsNullOrWhiteSpace(input.RemoveTag))
        {
            await tagger.SetAsync(ticket, Tags(input.AddTag), Tags(input.RemoveTag), actor, cancellationToken);
        }

        await GiveAsync(ticket, input, actor, cancellationToken);
        if (input.MacroId is { } macro)
        {
            var (text, setsStatus) = await macros.RenderAsync(macro, ticket, cancellationToken);
            if (FillIns.NamesIn(text) is [var blank, ..])
            {
                throw new BusinessException(TicketErrorCodes.MacroAsks).WithData("Name", blank);
            }

            ticket.Reply(actor, text, input.Status ?? setsStatus, now);
        }
        else if (input.Status is { } status)
        {
            ticket.ChangeStatus(status, actor, now);
        }
    }

    private async Task GiveAsync(Ticket ticket, BulkChangeInput input, TicketActor actor, CancellationToken cancellationToken)
    {
        if (input.GroupId is { } group)
        {
            await assigner.MoveAsync(ticket, group, actor, cancellationToken);
        }

        if (input.AssigneeId is { } agent)
        {
            await assigner.AssignAsync(ticket, agent, ticket.AssigneeId, actor, cancellationToken);
        }
    }

    private static string[] Tags(string? name) => string.IsNullOrWhiteSpace(name) ? [] : [name];
}
