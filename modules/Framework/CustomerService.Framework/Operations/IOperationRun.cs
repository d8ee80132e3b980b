namespace CustomerService.Framework.Operations;

/// <summary>One attempt at an operation, as its handler sees it.</summary>
public interface IOperationRun
{
    /// <summary>How far an attempt before this one came; 0 at first.</summary>
    int Done { get; }

    /// <summary>What <see cref="IOperationManager.BeginAsync"/> was given.</summary>
    TInput GetInput<TInput>();

    /// <summary>What the last step left; default before the first one.</summary>
    TResult? GetResult<TResult>();

    /// <summary>The file that came with the operation, or was kept last.</summary>
    Task<Stream> OpenFileAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Does some of the work in a scope and a unit of work of its own, as the person who began it. What it changed, how far it
    /// came and the result so far are committed together. Ends the attempt when somebody asked for that, or when another node
    /// has taken the work over.
    /// </summary>
    /// <param name="done">How much is done when the step is.</param>
    /// <param name="total">Of how much.</param>
    /// <param name="step">Returns the result so far, kept as JSON. Short of a minute, or another node takes the work over.</param>
    Task StepAsync(int done, int total, Func<IServiceProvider, Task<object?>> step, CancellationToken cancellationToken);

    /// <summary>Keeps what took long to make for an attempt after this one; it is gone when the work has ended.</summary>
    Task KeepFileAsync(Stream content, CancellationToken cancellationToken);

    /// <summary>What people are to download, for <see cref="OperationDto.FileLifetime"/>.</summary>
    Task SaveFileAsync(string name, Stream content, CancellationToken cancellationToken);
}
