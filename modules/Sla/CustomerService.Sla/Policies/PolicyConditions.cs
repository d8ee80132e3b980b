using CustomerService.Identity.Users;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Sla.Policies;

/// <summary>Which tickets a policy takes; an empty list takes any.</summary>
/// <param name="Tags">Lower case; one of them is enough.</param>
internal sealed record PolicyConditions(
    IReadOnlyList<Guid> RequestTypeIds,
    IReadOnlyList<TicketChannel> Channels,
    IReadOnlyList<CustomerTier> Tiers,
    IReadOnlyList<Guid> GroupIds,
    IReadOnlyList<string> Tags
)
{
    public static readonly PolicyConditions Any = new([], [], [], [], []);

    /// <summary>The first condition that keeps the ticket out; null when it fits.</summary>
    public PolicyCondition? UnmetCondition(TicketFacts ticket) =>
        RequestTypeIds.Count > 0 && !(ticket.RequestTypeId is { } type && RequestTypeIds.Contains(type)) ? PolicyCondition.RequestType
        : Channels.Count > 0 && !Channels.Contains(ticket.Channel) ? PolicyCondition.Channel
        : Tiers.Count > 0 && !Tiers.Contains(ticket.Tier) ? PolicyCondition.Tier
        : GroupIds.Count > 0 && !(ticket.GroupId is { } group && GroupIds.Contains(group)) ? PolicyCondition.Group
        : Tags.Count > 0 && !ticket.Tags.Intersect(Tags, StringComparer.OrdinalIgnoreCase).Any() ? PolicyCondition.Tag
        : null;
}

/// <summary>What policies are matched by.</summary>
internal sealed record TicketFacts(
    Guid? RequestTypeId,
    TicketPriority Priority,
    TicketChannel Channel,
    CustomerTier Tier,
    Guid? GroupId,
    IReadOnlyList<string> Tags
);
