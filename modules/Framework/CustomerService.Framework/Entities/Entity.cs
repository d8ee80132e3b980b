namespace CustomerService.Framework.Entities;

/// <summary>Something with an identity: a UUIDv7, so that ids of one table grow with time.</summary>
public abstract class Entity
{
    public Guid Id { get; protected set; } = SequentialGuid.Next();
}
