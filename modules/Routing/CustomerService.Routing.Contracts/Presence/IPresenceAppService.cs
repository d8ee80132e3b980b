using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Events;

namespace CustomerService.Routing.Presence;

public enum PresenceState
{
    Offline,
    Away,
    Online,
}

/// <summary>Whether the signed-in agent is given tickets.</summary>
public interface IPresenceAppService : IApplicationService
{
    /// <summary>
    /// The desk is open and alive. Somebody who went away by silence comes back by it; who chose away or offline stays
    /// so. null: this person is in no group.
    /// </summary>
    Task<MyPresenceDto?> HeartbeatAsync(CancellationToken cancellationToken = default);

    Task<MyPresenceDto> SetAsync(SetPresenceInput input, CancellationToken cancellationToken = default);

    /// <summary>Who was online when in the last seven days, for a lead: everybody who is in a group.</summary>
    Task<PresenceWeekDto> GetWeekAsync(CancellationToken cancellationToken = default);
}

/// <param name="Days">In the tenant's zone, today first.</param>
public sealed record PresenceWeekDto(IReadOnlyList<DateOnly> Days, IReadOnlyList<PresencePersonDto> People);

/// <param name="Since">UTC; since when the state is what it is. null: it has never changed.</param>
/// <param name="Days">One for each day of the week, in its order; null where nobody wrote down who was there.</param>
public sealed record PresencePersonDto(Guid UserId, string Name, PresenceState State, DateTime? Since, IReadOnlyList<PresenceDayDto?> Days);

/// <param name="Stretches">In order.</param>
public sealed record PresenceDayDto(TimeSpan Online, IReadOnlyList<PresenceStretchDto> Stretches);

/// <summary>On the tenant's clocks. <paramref name="To"/> is midnight where it goes on the next day.</summary>
/// <param name="Begin">Part of the day that was over, 0 to 1.</param>
/// <param name="End">As <paramref name="Begin"/>.</param>
public sealed record PresenceStretchDto(TimeOnly From, TimeOnly To, double Begin, double End);

public sealed record MyPresenceDto(PresenceState State, int OpenTickets, int Capacity);

public sealed class SetPresenceInput
{
    [EnumDataType(typeof(PresenceState))]
    public PresenceState State { get; set; }
}

/// <summary>Somebody came to or left the desk.</summary>
[EventName("routing.presence-changed")]
public sealed record PresenceChangedEto(Guid UserId, PresenceState State, DateTime At) : IOrderedEvent
{
    public Guid StreamId => UserId;
}

public static class RoutingTopics
{
    /// <summary>Key: the user's id.</summary>
    public const string Presence = "presence";

    /// <summary>A ticket found an agent, waits, or was late: the wall reads again. Key: the ticket's id.</summary>
    public const string Wall = "wall";

    /// <summary>An exception was asked for, decided, or is over. Key: the ticket's id.</summary>
    public const string Exceptions = "routing.exceptions";
}
