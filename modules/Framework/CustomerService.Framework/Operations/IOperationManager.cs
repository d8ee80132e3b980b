using CustomerService.Framework.Errors;

namespace CustomerService.Framework.Operations;

/// <summary>Begins work of minutes for the current person.</summary>
public interface IOperationManager
{
    /// <summary>Part of the caller's unit of work; it runs after the commit.</summary>
    /// <param name="kind">Of an <see cref="OperationHandler"/>.</param>
    /// <param name="input">Kept as JSON.</param>
    /// <param name="file">Read to its end; null when there is none.</param>
    /// <param name="maxBytes">Of the file.</param>
    /// <exception cref="BusinessException">One of the kind is under way, or the file is too large.</exception>
    Task<Guid> BeginAsync(string kind, object input, Stream? file, long maxBytes, CancellationToken cancellationToken = default);
}
