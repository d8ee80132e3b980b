using CustomerService.Framework.Errors;
using CustomerService.Identity.Users;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Policies;

/// <summary>A policy as a form, and back.</summary>
internal static class PolicyForm
{
    public static SavePolicyInput ToInput(SlaPolicy policy) =>
        new SavePolicyInput
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
            Targets =
            [
                .. policy.Targets.Select(x => new PolicyTargetInput
                {
                    Priority = x.Priority.ToString(),
                    FirstResponseMinutes = x.FirstResponseMinutes,
                    ResolutionMinutes = x.ResolutionMinutes,
                    NextResponseMinutes = x.NextResponseMinutes,
                    UpdateMinutes = x.UpdateMinutes,
                    HandOverMinutes = x.HandOverMinutes,
                }),
            ],
        };

    public static void Change(SlaPolicy policy, SavePolicyInput input) =>
        policy.Change(
            input.Name,
            input.CalendarId,
            Conditions(input),
            Targets(input),
            input.WarnPercent,
            input.PausesForThirdParty,
            input.IsActive,
            input.KeepsCalendar
        );

    public static SlaPolicy ToPolicy(SavePolicyInput input, int order) =>
        SlaPolicy.Create(
            input.Name,
            order,
            input.CalendarId,
            Conditions(input),
            Targets(input),
            input.WarnPercent,
            input.PausesForThirdParty,
            input.IsActive,
            input.KeepsCalendar
        );

    private static PolicyConditions Conditions(SavePolicyInput input) =>
        new(
            input.RequestTypeIds,
            [.. input.Channels.Select(Name<TicketChannel>)],
            [.. input.Tiers.Select(Name<CustomerTier>)],
            input.GroupIds,
            Split(input.Tags)
        );

    private static PolicyTarget[] Targets(SavePolicyInput input) =>
        [
            .. input.Targets.Select(x => new PolicyTarget(
                Name<TicketPriority>(x.Priority),
                x.FirstResponseMinutes,
                x.ResolutionMinutes,
                x.NextResponseMinutes,
                x.UpdateMinutes,
                x.HandOverMinutes
            )),
        ];

    // The form offers known names only; anything else was made by hand.
    public static T Name<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(name, true, out var known) && Enum.IsDefined(known)
            ? known
            : throw new BusinessException(FrameworkErrorCodes.InvalidInput);

    public static string[] Split(string? tags) =>
        (tags ?? "").Split([',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
