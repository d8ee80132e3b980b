namespace CustomerService.Framework.Blobs;

/// <summary>Files of one kind and of the current tenant, by id; another tenant's ids find nothing.</summary>
/// <typeparam name="TContainer">What the files belong to; carries <see cref="BlobContainerNameAttribute"/>.</typeparam>
public interface IBlobContainer<TContainer>
{
    /// <summary>Replaces what is there. Of two who write at once, one stays whole.</summary>
    /// <returns>How many bytes were saved.</returns>
    /// <exception cref="Errors.BusinessException">More than <paramref name="maxBytes"/>; nothing is left behind.</exception>
    Task<long> SaveAsync(Guid id, Stream content, long maxBytes, CancellationToken cancellationToken = default);

    /// <returns>A stream that can be moved in; null when there is no such file.</returns>
    Task<Stream?> GetOrNullAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Does nothing when there is no such file.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>What was saved before this instant (UTC), for clean-ups that look for files which nothing names any more.</summary>
    IAsyncEnumerable<Guid> ListOlderThanAsync(DateTime utc, CancellationToken cancellationToken = default);
}
