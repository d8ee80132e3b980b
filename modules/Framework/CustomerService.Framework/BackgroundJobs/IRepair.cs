namespace CustomerService.Framework.BackgroundJobs;

/// <summary>
/// Knows what a handler of its module leaves behind, finds where it is missing, and makes it good. A handler that gave
/// up, a bug that has since been fixed: the effect still comes. Mending twice is one effect.
/// </summary>
public interface IRepair
{
    /// <summary>Stable and readable: <c>sla.promises</c>.</summary>
    string Name { get; }

    /// <summary>In the current tenant.</summary>
    /// <param name="since">UTC; what is older is left alone.</param>
    /// <param name="until">UTC; what is younger may still be on its way.</param>
    Task<IReadOnlyList<Guid>> FindAsync(DateTime since, DateTime until, CancellationToken cancellationToken);

    /// <summary>One of those that were found, in a unit of work of its own.</summary>
    /// <returns>false when nothing was missing after all.</returns>
    Task<bool> MendAsync(Guid id, CancellationToken cancellationToken);
}
