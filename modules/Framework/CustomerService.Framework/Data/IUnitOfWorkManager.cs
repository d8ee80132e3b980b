namespace CustomerService.Framework.Data;

/// <summary>
/// The units of work of one service scope (ABP: the same, there for the flow of the call). Calls through an application
/// service's contract, event handlers, timers and jobs run in one already.
/// </summary>
public interface IUnitOfWorkManager
{
    /// <summary>The one that runs now; null between two of them.</summary>
    IUnitOfWork? Current { get; }

    /// <summary>
    /// Begins one, to be completed and disposed. Inside of another one it is a part of that: completing it saves nothing
    /// yet, and leaving it without completing it does not undo the outer one.
    /// </summary>
    IUnitOfWork Begin();
}
