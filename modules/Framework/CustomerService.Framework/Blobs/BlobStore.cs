using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.Options;

namespace CustomerService.Framework.Blobs;

/// <summary>Files of the current tenant, by id; another tenant's ids find nothing.</summary>
public interface IBlobStore
{
    /// <exception cref="Errors.BusinessException">More than <paramref name="maxBytes"/>; nothing is left behind.</exception>
    Task<long> SaveAsync(string container, Guid id, Stream content, long maxBytes, CancellationToken cancellationToken = default);

    /// <returns>null when there is no such blob.</returns>
    Task<Stream?> OpenAsync(string container, Guid id, CancellationToken cancellationToken = default);

    Task DeleteAsync(string container, Guid id, CancellationToken cancellationToken = default);

    /// <summary>What was saved before this instant (UTC), for clean-ups that look for blobs which nothing names any more.</summary>
    IEnumerable<Guid> ListOlderThan(string container, DateTime utc);
}

public sealed class DataOptions
{
    /// <summary>Where the embedded database, keys and files live.</summary>
    public string Directory { get; set; } = "App_Data";

    /// <summary>With less space left there, the node is not ready and <c>doctor</c> says so.</summary>
    public int MinFreeMegabytes { get; set; } = 64;
}

/// <summary>{Data:Directory}/blobs/{tenant}/{container}/{id}: names are ids made here, never a user's words.</summary>
internal sealed class FileBlobStore(IOptions<DataOptions> options, ICurrentTenant tenant) : IBlobStore, ISingletonDependency
{
    private const int BufferSize = 81920;
    private const string Partial = ".part";

    public async Task<long> SaveAsync(
        string container,
        Guid id,
        Stream content,
        long maxBytes,
        CancellationToken cancellationToken = default
    )
    {
        var path = PathOf(container, id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Two nodes may write the same file at once: each its own part, and the last one to finish stays.
        var partial = $"{path}.{Guid.NewGuid():N}{Partial}";
        try
        {
            var length = await CopyAsync(content, partial, maxBytes, cancellationToken);
            File.Move(partial, path, true);
            return length;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public Task<Stream?> OpenAsync(string container, Guid id, CancellationToken cancellationToken = default)
    {
        var path = PathOf(container, id);
        return Task.FromResult<Stream?>(
            File.Exists(path)
                ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize, true)
                : null
        );
    }

    public Task DeleteAsync(string container, Guid id, CancellationToken cancellationToken = default)
    {
        var path = PathOf(container, id);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    public IEnumerable<Guid> ListOlderThan(string container, DateTime utc)
    {
        var folder = new DirectoryInfo(FolderOf(container));
        if (!folder.Exists)
        {
            yield break;
        }

        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.LastWriteTimeUtc < utc))
        {
            if (Guid.TryParseExact(file.Name, "N", out var id))
            {
                yield return id;
            }
            else if (file.Extension == Partial)
            {
                // Its writer was killed: nobody can know of it.
                file.Delete();
            }
        }
    }

    private static async Task<long> CopyAsync(Stream content, string path, long maxBytes, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize, true);
        var buffer = new byte[BufferSize];
        long length = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            length += read;
            if (length > maxBytes)
            {
                throw new Errors.BusinessException(Errors.FrameworkErrorCodes.FileTooLarge).WithData("Max", maxBytes / (1024 * 1024));
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return length;
    }

    private string PathOf(string container, Guid id) => Path.Combine(FolderOf(container), id.ToString("N")[^2..], id.ToString("N"));

    private string FolderOf(string container) => Path.Combine(options.Value.Directory, "blobs", tenant.Key.ToString("N"), container);
}
