namespace CustomerService.Framework.Blobs;

/// <summary>
/// Where files lie; the methods are those of <see cref="IBlobContainer{TContainer}"/>. Every provider lays them out as
/// <see cref="BlobPath"/> says, so that an operator moves them with the tools of the place.
/// </summary>
public interface IBlobProvider
{
    Task<long> SaveAsync(string container, Guid id, Stream content, long maxBytes, CancellationToken cancellationToken);

    Task<Stream?> GetOrNullAsync(string container, Guid id, CancellationToken cancellationToken);

    Task DeleteAsync(string container, Guid id, CancellationToken cancellationToken);

    IAsyncEnumerable<Guid> ListOlderThanAsync(string container, DateTime utc, CancellationToken cancellationToken);

    /// <summary>Everything of the current tenant, in all containers; may be cut short and repeated.</summary>
    /// <returns>How many files are gone.</returns>
    Task<long> DeleteAllAsync(CancellationToken cancellationToken);
}
