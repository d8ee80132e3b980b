using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Events;

namespace CustomerService.Routing.Presence;

public enum PresenceState
{
    Offline,
    Away,
    Online,
}

/// <summary>Whether the signed-in agent is given tickets.</summary>
public interface IPresenceAppService
{
    /// <summary>The desk is open and alive. Somebody who went away by silence comes back by it; who chose away or offline stays so. null: this person is in no group.</summary>
    Task<MyPresenceDto?> HeartbeatAsync(CancellationToken cancellationToken = default);

    Task<MyPresenceDto> SetAsync(SetPresenceInput input, CancellationToken cancellationToken = default);
}

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
