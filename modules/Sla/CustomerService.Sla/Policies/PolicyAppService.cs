using CustomerService.Framework.Application;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Sla.Calendars;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Policies;

internal sealed class PolicyAppService(
    CustomerServiceDbContext db, PolicyMatcher matcher, PromisePreview preview, IRequestTypeIntegrationService requestTypes, TimeProvider time) : IPolicyAppService, IApplicationService
{
    [Authorize(SlaPermissions.Manage)]
    public async Task<IReadOnlyList<PolicyListItemDto>> GetListAsync(CancellationToken cancellationToken = default)
    {
        var policies = await InOrder(db.Set<SlaPolicy>().AsNoTracking()).ToListAsync(cancellationToken);
        var calendars = await db.Set<BusinessCalendar>().ToDictionaryAsync(x => x.Id, x => x.Name, cancellationToken);
        var types = (await requestTypes.GetAllAsync(cancellationToken)).ToDictionary(x => x.Id, x => x.Name);
        return [.. policies.Select(x => new PolicyListItemDto(
            x.Id, x.Name, x.IsActive, calendars.GetValueOrDefault(x.CalendarId, ""), [.. x.RequestTypeIds.Select(id => types.GetValueOrDefault(id, "–"))], x.WarnPercent,
            [.. x.Targets.Select(t => new PolicyTargetDto(t.Priority.ToString(), t.FirstResponseMinutes, t.ResolutionMinutes))], x.LastModificationTime))];
    }

    [Authorize(SlaPermissions.Manage)]
    public async Task<SavePolicyInput> GetForEditAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var policy = await GetAsync(id, cancellationToken);
        return new SavePolicyInput
        {
            Id = policy.Id,
            Version = policy.ConcurrencyStamp,
            Name = policy.Name,
            IsActive = policy.IsActive,
            CalendarId = policy.CalendarId,
            RequestTypeIds = [.. policy.RequestTypeIds],
            WarnPercent = policy.WarnPercent,
            PausesForThirdParty = policy.PausesForThirdParty,
            Targets = [.. policy.Targets.Select(x => new PolicyTargetInput { Priority = x.Priority.ToString(), FirstResponseMinutes = x.FirstResponseMinutes, ResolutionMinutes = x.ResolutionMinutes })],
        };
    }

    [Authorize(SlaPermissions.Manage)]
    public async Task<Guid> SaveAsync(SavePolicyInput input, CancellationToken cancellationToken = default)
    {
        if (!await db.Set<BusinessCalendar>().AnyAsync(x => x.Id == input.CalendarId, cancellationToken))
        {
            throw BusinessException.NotFound(SlaErrorCodes.CalendarNotFound);
        }

        PolicyTarget[] targets = [.. input.Targets.Select(x => new PolicyTarget(Priority(x.Priority), x.FirstResponseMinutes, x.ResolutionMinutes))];
        if (input.Id is null)
        {
            var last = await db.Set<SlaPolicy>().MaxAsync(x => (int?)x.Order, cancellationToken) ?? 0;
            return db.Add(SlaPolicy.Create(input.Name, last + 1, input.CalendarId, input.RequestTypeIds, targets, input.WarnPercent, input.PausesForThirdParty, input.IsActive)).Entity.Id;
        }

        var policy = await GetAsync(input.Id.Value, cancellationToken);
        Versions.Demand(policy, input.Version);
        policy.Change(input.Name, input.CalendarId, input.RequestTypeIds, targets, input.WarnPercent, input.PausesForThirdParty, input.IsActive);
        return policy.Id;
    }

    [Authorize(SlaPermissions.Manage)]
    public async Task MoveAsync(Guid id, bool up, CancellationToken cancellationToken = default)
    {
        var policies = await InOrder(db.Set<SlaPolicy>()).ToListAsync(cancellationToken);
        var from = policies.FindIndex(x => x.Id == id);
        var to = up ? from - 1 : from + 1;
        if (from < 0 || to < 0 || to >= policies.Count)
        {
            return;
        }

        (policies[from], policies[to]) = (policies[to], policies[from]);
        for (var i = 0; i < policies.Count; i++)
        {
            policies[i].MoveTo(i + 1);
        }
    }

    [Authorize(SlaPermissions.Manage)]
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default) => db.Remove(await GetAsync(id, cancellationToken));

    [Authorize(SlaPermissions.Manage)]
    public async Task<PolicyTestDto> TestAsync(TestPolicyInput input, CancellationToken cancellationToken = default)
    {
        var priority = Priority(input.Priority);
        var policy = await matcher.FindAsync(input.RequestTypeId, priority, cancellationToken);
        return new PolicyTestDto(policy?.Name, await preview.OfAsync(policy, priority, time.GetUtcNow().UtcDateTime, cancellationToken));
    }

    private static IQueryable<SlaPolicy> InOrder(IQueryable<SlaPolicy> policies) => policies.OrderBy(x => x.Order).ThenBy(x => x.Id);

    // The form offers the three names only; anything else was made by hand.
    private static TicketPriority Priority(string name) =>
        Enum.TryParse<TicketPriority>(name, true, out var priority) && Enum.IsDefined(priority) ? priority : throw new BusinessException(FrameworkErrorCodes.InvalidInput);

    private async Task<SlaPolicy> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<SlaPolicy>().SingleOrDefaultAsync(x => x.Id == id, cancellationToken) ?? throw BusinessException.NotFound(SlaErrorCodes.PolicyNotFound);
}
