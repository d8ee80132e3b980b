using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Timers;
using CustomerService.Identity.Users;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Presence;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Exceptions;

internal sealed class ExceptionManager(
    CustomerServiceDbContext db,
    AssignmentManager assignments,
    TicketRouteStore routes,
    ITicketIntegrationService tickets,
    IUserIntegrationService users,
    ITimerManager timers,
    IDistributedEventBus events
) : ITransientDependency
{
    public Task<bool> IsAllowedAsync(Guid ticketId, Guid userId, DateTime now, CancellationToken cancellationToken) =>
        db.Set<ExceptionRequest>()
            .AnyAsync(
                e =>
                    e.TicketId == ticketId
                    && e.State == ExceptionState.Approved
                    && e.Kind == ExceptionKind.NamedPerson
                    && e.ForUserId == userId
                    && e.ValidUntil > now,
                cancellationToken
            );

    public Task WatchAsync(ExceptionRequest request, DateTime until, CancellationToken cancellationToken) =>
        timers.ScheduleAsync(ExceptionTimerHandler.TimerKind, request.Id, until, cancellationToken: cancellationToken);

    public async Task ApplyAsync(ExceptionRequest request, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(request.TicketId, cancellationToken) is not { } ticket || ticket.Status.IsFinal())
        {
            return;
        }

        if (request.ForUserId is { } person)
        {
            await assignments.AssignDirectlyAsync(ticket, person, AssignmentReason.Exception, cancellationToken);
        }
        else
        {
            await assignments.CallFirstAsync(ticket, cancellationToken);
        }
    }

    /// <summary>Those who can decide hear that they are asked; who asked, and who gets the ticket, hear what came of it.</summary>
    public async Task TellAsync(ExceptionRequest request, CancellationToken cancellationToken)
    {
        var isAsked = request.State == ExceptionState.Requested;
        IEnumerable<Guid> people =
            isAsked
                ? (await users.GetStaffWithAsync(RoutingPermissions.ApproveExceptions, cancellationToken))
                    .Select(u => u.Id)
                    .Where(request.MayBeDecidedBy)
            : request is { State: ExceptionState.Approved, ForUserId: { } person } ? [request.RequestedById, person]
            : [request.RequestedById];
        var by = (isAsked ? request.RequestedById : request.DecidedById) is { } id ? await users.FindAsync(id, cancellationToken) : null;
        await events.PublishAsync(
            new ExceptionChangedEto(
                request.Id,
                request.TicketId,
                request.State,
                by?.Name,
                isAsked ? request.Reason : request.Note,
                isAsked ? request.DecideBy : request.ValidUntil,
                [.. people.Distinct()]
            )
        );
    }

    /// <summary>The rules hold again: who may not have the ticket by them gives it back, unless it is solved.</summary>
    public async Task EndAsync(Guid id, CancellationToken cancellationToken)
    {
        if (
            await db.Set<ExceptionRequest>()
                .FirstOrDefaultAsync(
                    e => e.Id == id && (e.State == ExceptionState.Requested || e.State == ExceptionState.Approved),
                    cancellationToken
                )
            is not { } request
        )
        {
            return;
        }

        var wasApproved = request.State == ExceptionState.Approved;
        request.End();
        if (!wasApproved)
        {
            await TellAsync(request, cancellationToken);
        }

        routes.Signal(RoutingTopics.Exceptions, request.TicketId);
        if (wasApproved && await tickets.FindAsync(request.TicketId, cancellationToken) is { } ticket && !ticket.Status.IsFinal())
        {
            await assignments.EndExceptionAsync(ticket, request.ForUserId, cancellationToken);
        }
    }
}

internal sealed class ExceptionTimerHandler(ExceptionManager exceptions) : ITimerHandler
{
    public const string TimerKind = "routing.exception";

    public string Kind => TimerKind;

    public Task HandleAsync(TimerFired timer, CancellationToken cancellationToken) =>
        exceptions.EndAsync(timer.SubjectId, cancellationToken);
}
