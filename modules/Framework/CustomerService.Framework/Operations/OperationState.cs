namespace CustomerService.Framework.Operations;

public enum OperationState
{
    Waiting,
    Running,
    Done,

    /// <summary>By somebody; what was done until then stays.</summary>
    Stopped,
    Failed,
}
