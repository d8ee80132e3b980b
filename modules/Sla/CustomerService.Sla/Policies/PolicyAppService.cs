using CustomerService.Framework.Application;
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
    CustomerServiceDbContext db, PolicyMatcher matcher, PromisePreview preview, RecountManager recounts, RecountPreview recountPreview, IRequestTypeIntegrationService requestTypes, IEnumerable<IAgentGroupProvider> groupProviders, TimeProvider time) : IPolicyAppService, IApplicationService
{
    [Authorize(SlaPermissions.Manage)]
    public async Task<IReadOnlyList<PolicyListItemDto>> GetListAsync(CancellationToken cancellationToken = default)
    {
        var policies = await InOrder(db.Set<SlaPolicy>().AsNoTracking()).ToListAsync(cancellationToken);
        var calendars = await db.Set<BusinessCalendar>().ToDictionaryAsync(x => x.Id, x => x.Name, cancellationToken);
        var types = (await requestTypes.GetAllAsync(cancellationToken)).ToDictionary(x => x.Id, x => x.Name);
        var groups = await GetGroupsAsync(cancellationToken);
        return [.. policies.Select(x => new PolicyListItemDto(
            x.Id, x.Name, x.IsActive, calendars.GetValueOrDefault(x.CalendarId, ""), [.. x.RequestTypeIds.Select(id => types.GetValueOrDefault(id, "–"))],
            [.. x.Channels.Select(c => c.ToString())], [.. x.Tiers.Select(t => t.ToString())], [.. x.GroupIds.Select(id => groups.GetValueOrDefault(id, "–"))], x.Tags, x.WarnPercent,
            [.. x.Targets.Select(ToDto)], x.LastModificationTime))];
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
            KeepsCalendar = policy.KeepsCalendar,
            RequestTypeIds = [.. policy.RequestTypeIds],
            Channels = [.. policy.Channels.Select(x => x.ToString())],
            Tiers = [.. policy.Tiers.Select(x => x.ToString())],
            GroupIds = [.. policy.GroupIds],
            Tags = string.Join(", ", policy.Tags),
            WarnPercent = policy.WarnPercent,
            PausesForThirdParty = policy.PausesForThirdParty,
            Targets = [.. policy.Targets.Select(x => new PolicyTargetInput
            {
                Priority = x.Priority.ToString(),
                FirstResponseMinutes = x.FirstResponseMinutes,
                ResolutionMinutes = x.ResolutionMinutes,
                NextResponseMinutes = x.NextResponseMinutes,
                UpdateMinutes = x.UpdateMinutes,
                HandOverMinutes = x.HandOverMinutes,
            })],
        };
    }

    [Authorize(SlaPermissions.Manage)]
    public async Task<Guid> SaveAsync(SavePolicyInput input, CancellationToken cancellationToken = default)
    {
        await DemandCalendarAsync(input.CalendarId, cancellationToken);
        if (input.Id is null)
        {
            var last = await db.Set<SlaPolicy>().MaxAsync(x => (int?)x.Order, cancellationToken) ?? 0;
            return db.Add(ToPolicy(input, last + 1)).Entity.Id;
        }

        var policy = await GetAsync(input.Id.Value, cancellationToken);
        Versions.Demand(policy, input.Version);
        Change(policy, input);
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

        await DemandCalendarAsync(input.CalendarId, cancellationToken);
        await GetAsync(id, cancellationToken);
        return await recountPreview.OfPolicyAsync(id, policy => Change(policy, input), cancellationToken);
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
        var ticket = new TicketFacts(
            input.RequestTypeId, Name<TicketPriority>(input.Priority), Name<TicketChannel>(input.Channel), Name<CustomerTier>(input.Tier), input.GroupId, Split(input.Tags));
        var match = await matcher.FindAsync(ticket, cancellationToken);
        return new PolicyTestDto(
            match?.Policy.Name, await preview.OfAsync(match, time.GetUtcNow().UtcDateTime, cancellationToken),
            [.. (await matcher.ExplainAsync(ticket, cancellationToken)).Select(x => new PolicyCheckDto(x.Policy.Id, x.Policy.Name, x.Misfit))]);
    }

    [Authorize(SlaPermissions.Manage)]
    public async Task<IReadOnlyDictionary<Guid, string>> GetGroupsAsync(CancellationToken cancellationToken = default) =>
        groupProviders.FirstOrDefault() is { } groups ? await groups.GetNamesAsync(cancellationToken) : new Dictionary<Guid, string>();

    private async Task DemandCalendarAsync(Guid calendarId, CancellationToken cancellationToken)
    {
        if (!await db.Set<BusinessCalendar>().AnyAsync(x => x.Id == calendarId, cancellationToken))
        {
            throw BusinessException.NotFound(SlaErrorCodes.CalendarNotFound);
        }
    }

    private static void Change(SlaPolicy policy, SavePolicyInput input) => policy.Change(
        input.Name, input.CalendarId, Conditions(input), Targets(input), input.WarnPercent, input.PausesForThirdParty, input.IsActive, input.KeepsCalendar);

    private static SlaPolicy ToPolicy(SavePolicyInput input, int order) => SlaPolicy.Create(
        input.Name, order, input.CalendarId, Conditions(input), Targets(input), input.WarnPercent, input.PausesForThirdParty, input.IsActive, input.KeepsCalendar);

    private static PolicyConditions Conditions(SavePolicyInput input) => new(
        input.RequestTypeIds, [.. input.Channels.Select(Name<TicketChannel>)], [.. input.Tiers.Select(Name<CustomerTier>)], input.GroupIds, Split(input.Tags));

    private static PolicyTarget[] Targets(SavePolicyInput input) =>
        [.. input.Targets.Select(x => new PolicyTarget(Name<TicketPriority>(x.Priority), x.FirstResponseMinutes, x.ResolutionMinutes, x.NextResponseMinutes, x.UpdateMinutes, x.HandOverMinutes))];

    private static PolicyTargetDto ToDto(PolicyTarget target) => new(
        target.Priority.ToString(),
        Enum.GetValues<SlaMetric>().Where(x => target.MinutesFor(x) is not null).ToDictionary(x => x, x => target.MinutesFor(x)!.Value));

    private static IQueryable<SlaPolicy> InOrder(IQueryable<SlaPolicy> policies) => policies.OrderBy(x => x.Order).ThenBy(x => x.Id);

    // The form offers known names only; anything else was made by hand.
    private static T Name<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(name, true, out var known) && Enum.IsDefined(known) ? known : throw new BusinessException(FrameworkErrorCodes.InvalidInput);

    private static string[] Split(string? tags) => (tags ?? "").Split([',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private async Task<SlaPolicy> GetAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<SlaPolicy>().SingleOrDefaultAsync(x => x.Id == id, cancellationToken) ?? throw BusinessException.NotFound(SlaErrorCodes.PolicyNotFound);
}
