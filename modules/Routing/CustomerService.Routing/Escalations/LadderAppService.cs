using CustomerService.Framework.Application;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Routing.Escalations;

[Authorize(RoutingPermissions.Manage)]
internal sealed class LadderAppService(CustomerServiceDbContext db) : ILadderAppService, IApplicationService
{
    public async Task<IReadOnlyList<LadderDto>> GetListAsync(CancellationToken cancellationToken = default) =>
        [.. (await db.Set<Ladder>().AsNoTracking().OrderByDescending(l => l.IsDefault).ThenBy(l => l.Name).ToListAsync(cancellationToken)).Select(ToDto)];

    public async Task<Guid> CreateAsync(SaveLadderInput input, CancellationToken cancellationToken = default)
    {
        var ladder = new Ladder(input.Name.Trim(), isDefault: false);
        await ApplyAsync(ladder, input, cancellationToken);
        db.Add(ladder);
        return ladder.Id;
    }

    public async Task UpdateAsync(Guid id, SaveLadderInput input, CancellationToken cancellationToken = default) =>
        await ApplyAsync(await GetAsync(id, cancellationToken), input, cancellationToken);

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var ladder = await GetAsync(id, cancellationToken);
        if (ladder.IsDefault)
        {
            throw new BusinessException(RoutingErrorCodes.DefaultLadderStays);
        }

        db.Remove(ladder);
    }

    private async Task ApplyAsync(Ladder ladder, SaveLadderInput input, CancellationToken cancellationToken)
    {
        var others = await db.Set<Ladder>().AsNoTracking().Where(l => l.Id != ladder.Id).ToListAsync(cancellationToken);
        if (others.Find(l => l.RequestTypeKeys.Intersect(input.RequestTypeKeys).Any()) is { } other)
        {
            throw new BusinessException(RoutingErrorCodes.RequestTypeAlreadyHasLadder).WithData("Ladder", other.Name);
        }

        ladder.Rename(input.Name);
        ladder.ServeRequestTypes(input.RequestTypeKeys);
        ladder.SetSteps(input.Steps.Select(s => new LadderStep
        {
            OffsetMinutes = s.OffsetMinutes,
            NotifyOwner = s.NotifyOwner,
            NotifyLeads = s.NotifyLeads,
            RaisePriority = s.RaisePriority,
            Move = s.Move,
            GroupId = s.Move == LadderMove.OtherGroup ? s.GroupId : null,
        }));
    }

    private async Task<Ladder> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<Ladder>().FirstOrDefaultAsync(l => l.Id == id, cancellationToken) ?? throw BusinessException.NotFound(RoutingErrorCodes.LadderNotFound);

    private static LadderDto ToDto(Ladder ladder) => new(
        ladder.Id, ladder.Name, ladder.IsDefault, ladder.RequestTypeKeys,
        [.. ladder.Steps.Select(s => new LadderStepDto(s.OffsetMinutes, s.NotifyOwner, s.NotifyLeads, s.RaisePriority, s.Move, s.GroupId))]);
}
