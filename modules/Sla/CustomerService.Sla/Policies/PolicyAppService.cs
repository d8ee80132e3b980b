using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Identity.Users;
using CustomerService.Sla.Calendars;
using CustomerService.Sla.Clocks;
using CustomerService.Sla.Recounts;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Sla.Policies;

internal sealed class PolicyAppService(
    CustomerServiceDbContext db,
    PolicyMatcher matcher,
    PromisePreview preview,
    RecountManager recounts,
    RecountPreview recountPreview,
    IRequestTypeIntegrationService requestTypes,
    IEnumerable<IAgentGroupProvider> groupProviders,
    TimeProvider time
) : IPolicyAppService
{
    [Authorize(SlaPermissions.Manage)]
    public async Task<IReadOnlyList<PolicyListItemDto>> GetListAsync(CancellationToken cancellationToken = default)
    {
        var policies = await InOrder(db.Set<SlaPolicy>().AsNoTracking()).ToListAsync(cancellationToken);
        var calendars = await db.Set<BusinessCalendar>().ToDictionaryAsync(x => x.Id, x => x.Name, cancellationToken);
        var types = (await requestTypes.GetAllAsync(cancellationToken)).ToDictionary(x => x.Id, x => x.Name);
        var groups = await GetGroupsAsync(cancellationToken);
        return
        [
            .. policies.Select(x => new PolicyListItemDto(
                x.Id,
                x.Name,
                x.IsActive,
                calendars.GetValueOrDefault(x.CalendarId, ""),
                [.. x.RequestTypeIds.Select(id => types.GetValueOrDefault(id, "–"))],
                [.. x.Channels.Select(c => c.ToString())],
                [.. x.Tiers.Select(t => t.ToString())],
                [.. x.GroupIds.Select(id => groups.GetValueOrDefault(id, "–"))],
                x.Tags,
                x.WarnPercent,
                [.. x.Targets.Select(ToDto)],
                x.LastModificationTime
            )),
        ];
    }

    [Authorize(SlaPermissions.Manage)]
    public async Task<SavePolicyInput> GetForEditAsync(Guid id, CancellationToken cancellationToken = default) =>
        PolicyForm.ToInput(await GetAsync(id, cancellationToken));

    [Authorize(SlaPermissions.Manage)]
    public async Task<Guid> SaveAsync(SavePolicyInput input, CancellationToken cancellationToken = default)
    {
        await CheckCalendarAsync(input.CalendarId, cancellationToken);
        if (input.Id is null)
        {
            var last = await db.Set<SlaPolicy>().MaxAsync(x => (int?)x.Order, cancellationToken) ?? 0;
            return db.Add(PolicyForm.ToPolicy(input, last + 1)).Entity.Id;
        }

        var policy = await GetAsync(input.Id.Value, cancellationToken);
        Versions.Check(policy, input.Version);
        PolicyForm.Change(policy, input);
        if (input.Recounts)
        {
            await recounts.BeginAsync(RecountSubject.Policy, policy.Id, cancellationToken);
        }

        return policy.Id;
    }

    [Authorize(SlaPermissions.Manage)]
    public async Task<RecountPreviewDto> PreviewAsync(SavePolicyInput input, CancellationToken cancellationToken = default)
    {
        if (input.Id is not { } id)
        {
            return new RecountPreviewDto(0, 0, 0, 0);
        }

        await CheckCalendarAsync(input.CalendarId, cancellationToken);
        await GetAsync(id, cancellationToken);
        return await recountPreview.OfPolicyAsync(id, policy => PolicyForm.Change(policy, input), cancellationToken);
    }

    [Authorize(SlaPermissions.Manage)]
    public async Task MoveAsync(Guid id, int place, CancellationToken cancellationToken = default)
    {
        var policies = await InOrder(db.Set<SlaPolicy>()).ToListAsync(cancellationToken);
        if (policies.Find(x => x.Id == id) is not { } moved)
        {
            return;
        }

        policies.Remove(moved);
        policies.Insert(Math.Clamp(place, 0, policies.Count), moved);
        for (var i = 0; i < policies.Count; i++)
        {
            policies[i].MoveTo(i + 1);
        }
    }

    [Authorize(SlaPermissions.Manage)]
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default) =>
        db.Remove(await GetAsync(id, cancellationToken));

    [Authorize(SlaPermissions.Manage)]
    public async Task<PolicyTestDto> TestAsync(TestPolicyInput input, CancellationToken cancellationToken = default)
    {
        var ticket = new TicketFacts(
            input.RequestTypeId,
            PolicyForm.Name<TicketPriority>(input.Priority),
            PolicyForm.Name<TicketChannel>(input.Channel),
            PolicyForm.Name<CustomerTier>(input.Tier),
            input.GroupId,
            PolicyForm.Split(input.Tags)
        );
        var match = await matcher.FindAsync(ticket, cancellationToken);
        return new PolicyTestDto(
            match?.Policy.Name,
            await preview.OfAsync(match, time.GetUtcNow().UtcDateTime, cancellationToken),
            [
                .. (await matcher.ExplainAsync(ticket, cancellationToken)).Select(x => new PolicyCheckDto(
                    x.Policy.Id,
                    x.Policy.Name,
                    x.UnmetCondition
                )),
            ]
        );
    }

    [Authorize(SlaPermissions.View)]
    public async Task<IReadOnlyDictionary<Guid, string>> GetGroupsAsync(CancellationToken cancellationToken = default) =>
        groupProviders.FirstOrDefault() is { } groups ? await groups.GetNamesAsync(cancellationToken) : new Dictionary<Guid, string>();

    private async Task CheckCalendarAsync(Guid calendarId, CancellationToken cancellationToken)
    {
        if (!await db.Set<BusinessCalendar>().AnyAsync(x => x.Id == calendarId, cancellationToken))
        {
            throw BusinessException.NotFound(SlaErrorCodes.CalendarNotFound);
        }
    }

    private static PolicyTargetDto ToDto(PolicyTarget target) =>
        new(
            target.Priority.ToString(),
            Enum.GetValues<SlaMetric>().Where(x => target.MinutesFor(x) is not null).ToDictionary(x => x, x => target.MinutesFor(x)!.Value)
        );

    private static IQueryable<SlaPolicy> InOrder(IQueryable<SlaPolicy> policies) => policies.OrderBy(x => x.Order).ThenBy(x => x.Id);

    private async Task<SlaPolicy> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<SlaPolicy>().SingleOrDefaultAsync(x => x.Id == id, cancellationToken)
        ?? throw BusinessException.NotFound(SlaErrorCodes.PolicyNotFound);
}
