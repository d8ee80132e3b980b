namespace CustomerService.Framework.Blobs;

internal sealed class BlobContainer<TContainer>(IBlobProvider provider) : IBlobContainer<TContainer>
{
    private static readonly string Name = BlobContainerNameAttribute.Of(typeof(TContainer));

    public Task<long> SaveAsync(Guid id, Stream content, long maxBytes, CancellationToken cancellationToken = default) =>
        provider.SaveAsync(Name, id, content, maxBytes, cancellationToken);

    public Task<Stream?> GetOrNullAsync(Guid id, CancellationToken cancellationToken = default) =>
        provider.GetOrNullAsync(Name, id, cancellationToken);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken = default) => provider.DeleteAsync(Name, id, cancellationToken);

    public IAsyncEnumerable<Guid> ListOlderThanAsync(DateTime utc, CancellationToken cancellationToken = default) =>
        provider.ListOlderThanAsync(Name, utc, cancellationToken);
}
