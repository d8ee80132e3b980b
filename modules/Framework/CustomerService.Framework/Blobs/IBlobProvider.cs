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
}

/// <summary><c>{tenant}/{container}/{two last digits}/{id}</c>: names are ids made here, never a user's words.</summary>
public static class BlobPath
{
    public static string FolderOf(Guid tenant, string container) => $"{tenant:N}/{container}";

    public static string Of(Guid tenant, string container, Guid id) => $"{FolderOf(tenant, container)}/{id.ToString("N")[^2..]}/{id:N}";

    /// <returns>false for what is no file of ours.</returns>
    public static bool TryGetId(string path, out Guid id) => Guid.TryParseExact(Path.GetFileName(path), "N", out id);
}
