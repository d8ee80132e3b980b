namespace CustomerService.Framework.Timers;

/// <param name="Due">UTC, as it was set; the handler may run later, after downtime.</param>
public sealed record TimerFired(string Kind, Guid SubjectId, string Key, DateTime Due, string? Payload);
