using CustomerService.Framework.RealTime;

namespace CustomerService.Framework.Operations;

public static class OperationSignals
{
    public const string Topic = "operation";

    /// <summary>An operation of this kind came further, or ended.</summary>
    public static RealTimeMessage Changed(string kind) => new(Topic, kind);
}
