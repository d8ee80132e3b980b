namespace CustomerService.Framework.Entities;

/// <summary>
/// Changes of this aggregate go to the audit log, property by property. Aggregates with a history of their own do not
/// need it.
/// </summary>
/// <param name="nameProperty">The property that people know it by; the log keeps what it says at that time.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AuditedAttribute(string nameProperty) : Attribute
{
    public string NameProperty => nameProperty;
}
