namespace CustomerService.Framework.Operations;

/// <summary>
/// Work of minutes that somebody began and looks at: an import, an export. It goes in steps, each a transaction of its own
/// that also remembers how far it came; after a crash it goes on from there, and between two steps it can be stopped.
/// </summary>
public abstract class OperationHandler
{
    /// <summary>Stable and readable: <c>knowledge.import</c>. In a tenant one of a kind runs at a time.</summary>
    public abstract string Kind { get; }

    /// <summary>Whoever has it sees how far the work is, stops it, and gets its file.</summary>
    public abstract string Permission { get; }

    /// <summary>
    /// As the system, in the tenant. A <c>BusinessException</c> ends the work with its sentence; anything else is tried again
    /// a few times.
    /// </summary>
    public abstract Task RunAsync(IOperationRun run, CancellationToken cancellationToken);
}
