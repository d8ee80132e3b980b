namespace CustomerService.Framework.Events;

/// <summary>The stable name of an Eto, as it stands in the outbox.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
