using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using CustomerService.Routing.Assignment;
using CustomerService.Routing.Presence;
using CustomerService.Tickets;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Exceptions;

internal sealed class ExceptionAppService(
    CustomerServiceDbContext db,
    ExceptionManager exceptions,
    TicketRouteStore routes,
    ITicketIntegrationService tickets,
    IUserIntegrationService users,
    IPermissionChecker permissions,
    IUnitOfWorkManager unitOfWorkManager,
    ICurrentUser user,
    TimeProvider time
) : IExceptionAppService
{
    private const int Shown = 100;

    private Guid Me => user.Id!.Value;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [Authorize(RoutingPermissions.Work)]
    public async Task<Guid> RequestAsync(RequestExceptionInput input, CancellationToken cancellationToken = default)
    {
        if (await tickets.FindAsync(input.TicketId, cancellationToken) is not { } ticket || ticket.Status.IsFinal())
        {
            throw new BusinessException(RoutingErrorCodes.ExceptionNeedsOpenTicket);
        }

        if (
            input.Kind == ExceptionKind.NamedPerson
            && (input.ForUserId is not { } person || await users.FindAsync(person, cancellationToken) is not { IsStaff: true })
        )
        {
            throw new BusinessException(RoutingErrorCodes.PersonNotFound);
        }

        if (
            await db.Set<ExceptionRequest>()
                .AnyAsync(
                    e => e.TicketId == input.TicketId && (e.State == ExceptionState.Requested || e.State == ExceptionState.Approved),
                    cancellationToken
                )
        )
        {
            throw BusinessException.Conflict(RoutingErrorCodes.ExceptionPending);
        }

        var request = new ExceptionRequest(input, Me, Now);
        db.Add(request);
        await exceptions.WatchAsync(request, request.DecideBy, cancellationToken);
        await exceptions.TellAsync(request, cancellationToken);
        routes.Signal(RoutingTopics.Exceptions, input.TicketId);
        return request.Id;
    }

    [Authorize(RoutingPermissions.ApproveExceptions)]
    public async Task DecideAsync(DecideExceptionInput input, CancellationToken cancellationToken = default)
    {
        // Two approvals at once must not both be the last that is allowed.
        await unitOfWorkManager.Current!.LockAsync(AssignmentManager.Lock, cancellationToken);
        var request =
            await db.Set<ExceptionRequest>().FirstOrDefaultAsync(e => e.Id == input.Id, cancellationToken)
            ?? throw BusinessException.NotFound(RoutingErrorCodes.ExceptionNotFound);
        if (request.State != ExceptionState.Requested)
        {
            throw BusinessException.Conflict(RoutingErrorCodes.ExceptionDecided);
        }

        if (!request.MayBeDecidedBy(Me))
        {
            throw new BusinessException(RoutingErrorCodes.NeedsSecondPerson);
        }

        if (
            input.Approve
            && await db.Set<ExceptionRequest>().CountAsync(e => e.State == ExceptionState.Approved, cancellationToken)
                >= ExceptionRequest.MostAtOnce
        )
        {
            throw new BusinessException(RoutingErrorCodes.TooManyExceptions).WithData("Max", ExceptionRequest.MostAtOnce);
        }

        request.Decide(input.Approve, Me, input.Note, Now);
        if (request.ValidUntil is { } until)
        {
            await exceptions.WatchAsync(request, until, cancellationToken);
            await exceptions.ApplyAsync(request, cancellationToken);
        }

        await exceptions.TellAsync(request, cancellationToken);
        routes.Signal(RoutingTopics.Exceptions, request.TicketId);
    }

    [Authorize(TicketPermissions.Read)]
    public async Task<IReadOnlyList<ExceptionDto>> GetForTicketAsync(Guid ticketId, CancellationToken cancellationToken = default) =>
        await ReadAsync(db.Set<ExceptionRequest>().Where(e => e.TicketId == ticketId), cancellationToken);

    [Authorize(RoutingPermissions.ApproveExceptions)]
    public async Task<IReadOnlyList<ExceptionDto>> GetListAsync(CancellationToken cancellationToken = default) =>
        await ReadAsync(db.Set<ExceptionRequest>(), cancellationToken);

    private async Task<IReadOnlyList<ExceptionDto>> ReadAsync(IQueryable<ExceptionRequest> query, CancellationToken cancellationToken)
    {
        var found = await query.AsNoTracking().OrderByDescending(e => e.RequestedAt).Take(Shown).ToListAsync(cancellationToken);
        var about = await routes.FindManyAsync([.. found.Select(e => e.TicketId).Distinct()], cancellationToken);
        var people = await users.GetManyAsync(
            [.. found.SelectMany(e => new[] { e.RequestedById, e.DecidedById, e.ForUserId }).OfType<Guid>().Distinct()],
            cancellationToken
        );
        var mayApprove = await permissions.IsGrantedAsync(RoutingPermissions.ApproveExceptions, cancellationToken);
        string? NameOf(Guid? id) => id is { } known ? people.GetValueOrDefault(known)?.Name : null;
        return
        [
            .. found
                .OrderBy(e => e.State != ExceptionState.Requested)
                .Select(e => new ExceptionDto(
                    e.Id,
                    e.TicketId,
                    about.GetValueOrDefault(e.TicketId)?.Number ?? 0,
                    about.GetValueOrDefault(e.TicketId)?.Subject ?? "",
                    e.Kind,
                    NameOf(e.ForUserId),
                    e.Reason,
                    e.Minutes,
                    e.State,
                    NameOf(e.RequestedById) ?? "",
                    e.RequestedAt,
                    NameOf(e.DecidedById),
                    e.DecidedAt,
                    e.Note,
                    e.ValidUntil,
                    mayApprove && e.MayBeDecidedBy(Me)
                )),
        ];
    }
}
