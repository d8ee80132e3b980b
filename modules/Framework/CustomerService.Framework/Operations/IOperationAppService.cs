using CustomerService.Framework.Application;

namespace CustomerService.Framework.Operations;

/// <summary>Work of minutes, for whoever may begin its kind.</summary>
public interface IOperationAppService : IApplicationService
{
    /// <returns>The latest of a kind; null when there is none any more.</returns>
    Task<OperationDto?> FindLatestAsync(string kind, CancellationToken cancellationToken = default);

    /// <summary>Ends it after the step that runs. What has ended already stays as it is.</summary>
    Task StopAsync(Guid id, CancellationToken cancellationToken = default);

    Task<OperationFile> OpenFileAsync(Guid id, CancellationToken cancellationToken = default);
}

/// <param name="Content">To be disposed by the caller.</param>
public sealed record OperationFile(string Name, Stream Content);
