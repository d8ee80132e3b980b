namespace CustomerService.Framework.Events;

public sealed record EventHandlerRegistration(Type EventType, Type HandlerType, bool IsDistributed);
