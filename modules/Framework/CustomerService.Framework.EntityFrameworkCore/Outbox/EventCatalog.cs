using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using CustomerService.Framework.Entities;
using CustomerService.Framework.Events;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Texts;

namespace CustomerService.Framework.EntityFrameworkCore.Outbox;

/// <summary>Which handlers belong to which event, and how an Eto looks in the outbox.</summary>
internal sealed class EventCatalog : ISingletonDependency
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new WellFormedJsonConverter() } };

    private readonly FrozenDictionary<string, Type> _types;
    private readonly FrozenDictionary<string, IReadOnlyList<EventHandlerInvoker>> _distributed;
    private readonly ILookup<Type, EventHandlerInvoker> _local;

    public EventCatalog(IEnumerable<EventHandlerRegistration> registrations)
    {
        var all = registrations.Distinct().ToList();
        _types = all.Where(r => r.IsDistributed).Select(r => r.EventType).Distinct().ToFrozenDictionary(NameOf);
        _distributed = all.Where(r => r.IsDistributed)
            .GroupBy(r => NameOf(r.EventType))
            .ToFrozenDictionary(g => g.Key, IReadOnlyList<EventHandlerInvoker> (g) => [.. g.Select(EventHandlerInvoker.For)]);
        _local = all.Where(r => !r.IsDistributed).ToLookup(r => r.EventType, EventHandlerInvoker.For);
    }

    public IEnumerable<EventHandlerInvoker> LocalHandlersOf(Type type) => _local[type];

    /// <returns>The handlers of a distributed event; none when this version no longer knows it.</returns>
    public IReadOnlyList<EventHandlerInvoker> HandlersOf(string eventName) => _distributed.GetValueOrDefault(eventName, []);

    /// <returns>null when nobody listens.</returns>
    public OutboxMessage? Write(object eto, DateTime now)
    {
        var name = NameOf(eto.GetType());
        return !_types.ContainsKey(name)
            ? null
            : new OutboxMessage
            {
                EventName = name,
                StreamId = eto is IOrderedEvent ordered ? ordered.StreamId : SequentialGuid.Next(),
                Payload = JsonSerializer.Serialize(eto, eto.GetType(), Json),
                CreationTime = now,
                NextAttempt = now,
            };
    }

    /// <param name="message">One that has handlers.</param>
    public object Read(OutboxMessage message) => JsonSerializer.Deserialize(message.Payload, _types[message.EventName], Json)!;

    private static string NameOf(Type type) =>
        type.GetCustomAttribute<EventNameAttribute>()?.Name
        ?? throw new InvalidOperationException($"{type.Name} needs an [EventName]: its outbox rows outlive this version.");
}

internal sealed record EventHandlerInvoker(Type HandlerType, MethodInfo Method)
{
    public string Name => HandlerType.FullName!.Replace("CustomerService.", "", StringComparison.Ordinal);

    public static EventHandlerInvoker For(EventHandlerRegistration registration)
    {
        var contract = (registration.IsDistributed ? typeof(IDistributedEventHandler<>) : typeof(ILocalEventHandler<>)).MakeGenericType(
            registration.EventType
        );
        return new EventHandlerInvoker(registration.HandlerType, contract.GetMethods().Single());
    }

    public Task InvokeAsync(object handler, object eventData, CancellationToken cancellationToken) =>
        (Task)Method.Invoke(handler, BindingFlags.DoNotWrapExceptions, null, [eventData, cancellationToken], null)!;
}
