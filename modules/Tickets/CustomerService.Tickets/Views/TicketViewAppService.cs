using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Tickets.Rendering;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Views;

internal sealed class TicketViewAppService(
    CustomerServiceDbContext db,
    TicketQuery query,
    TicketActors actors,
    IPermissionChecker permissions,
    IStringLocalizer localizer
) : ITicketViewAppService
{
    private static readonly Dictionary<string, string> Icons = new()
    {
        [TicketViews.Mine] = "user",
        [TicketViews.MyGroups] = "users",
        [TicketViews.Unassigned] = "inbox",
        [TicketViews.Overdue] = "alert",
        [TicketViews.Waiting] = "pause",
        [TicketViews.Snoozed] = "clock",
        [TicketViews.AllOpen] = "ticket",
        [TicketViews.Solved] = "check",
    };

    [Authorize(TicketPermissions.Read)]
    public async Task<IReadOnlyList<TicketViewDto>> GetAllAsync(CancellationToken cancellationToken = default)
    {
        var me = actors.UserId;
        var views = new List<TicketViewDto>();
        foreach (var key in TicketViews.BuiltIn)
        {
            var count = key == TicketViews.Solved ? 0 : await CountAsync(key, me, cancellationToken);
            views.Add(new TicketViewDto(key, localizer[$"Tickets.View.{key}"], Icons[key], count, true, true, false, null));
        }

        foreach (
            var saved in await db.Set<SavedView>()
                .AsNoTracking()
                .Where(v => v.IsShared || v.OwnerId == me)
                .OrderBy(v => v.Name)
                .ToListAsync(cancellationToken)
        )
        {
            var count = await CountAsync(saved.Id.ToString(), me, cancellationToken);
            views.Add(
                new TicketViewDto(
                    saved.Id.ToString(),
                    saved.Name,
                    saved.IsShared ? "globe" : "filter",
                    count,
                    false,
                    saved.IsShared,
                    saved.OwnerId == me,
                    saved.ReadFilter()
                )
            );
        }

        return views;
    }

    [Authorize(TicketPermissions.Read)]
    public async Task<Guid> SaveAsync(SaveViewInput input, CancellationToken cancellationToken = default)
    {
        if (input.IsShared)
        {
            await permissions.CheckAsync(TicketPermissions.ShareViews, cancellationToken);
        }

        var view = new SavedView(actors.UserId, TextCleaner.CleanLine(input.Name), input.IsShared, input.Filter);
        db.Add(view);
        return view.Id;
    }

    [Authorize(TicketPermissions.Read)]
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var view =
            await db.Set<SavedView>().FirstOrDefaultAsync(v => v.Id == id, cancellationToken)
            ?? throw BusinessException.NotFound(TicketErrorCodes.ViewNotFound);
        if (view.OwnerId != actors.UserId)
        {
            await permissions.CheckAsync(TicketPermissions.ShareViews, cancellationToken);
        }

        db.Remove(view);
    }

    private async Task<int> CountAsync(string view, Guid userId, CancellationToken cancellationToken) =>
        await InOrder(view, await query.BuildAsync(view, new TicketFilter(), userId, cancellationToken))
            .Take(TicketLimits.CountCap + 1)
            .CountAsync(cancellationToken);

    /// <summary>The order of the index that answers the view, so that counting stops early.</summary>
    private static IQueryable<Ticket> InOrder(string view, IQueryable<Ticket> tickets) =>
        view == TicketViews.Overdue ? tickets.OrderBy(t => t.NextDue) : tickets.OrderByDescending(t => t.Number);
}
