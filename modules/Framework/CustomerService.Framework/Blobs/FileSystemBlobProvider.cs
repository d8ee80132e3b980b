using System.Runtime.CompilerServices;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.Options;

namespace CustomerService.Framework.Blobs;

/// <summary>Files under <c>{Data:Directory}/blobs</c>.</summary>
internal sealed class FileSystemBlobProvider(IOptions<DataOptions> options, ICurrentTenant tenant) : IBlobProvider
{
    private const string Partial = ".part";

    public async Task<long> SaveAsync(string container, Guid id, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var path = PathOf(container, id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Two nodes may write the same file at once: each its own part, and the last one to finish stays.
        var partial = $"{path}.{Guid.NewGuid():N}{Partial}";
        try
        {
            long length;
            await using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, BlobCopy.BufferBytes, true))
            {
                length = await BlobCopy.CopyAsync(content, file, maxBytes, cancellationToken);
            }

            File.Move(partial, path, true);
            return length;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public Task<Stream?> GetOrNullAsync(string container, Guid id, CancellationToken cancellationToken)
    {
        var path = PathOf(container, id);
        return Task.FromResult<Stream?>(
            File.Exists(path)
                ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BlobCopy.BufferBytes, true)
                : null
        );
    }

    public Task DeleteAsync(string container, Guid id, CancellationToken cancellationToken)
    {
        var path = PathOf(container, id);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<Guid> ListOlderThanAsync(
        string container,
        DateTime utc,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        var folder = new DirectoryInfo(Under(BlobPath.FolderOf(tenant.Key, container)));
        if (!folder.Exists)
        {
            yield break;
        }

        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.LastWriteTimeUtc < utc))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (BlobPath.TryGetId(file.Name, out var id))
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

    public Task<long> DeleteAllAsync(CancellationToken cancellationToken)
    {
        var folder = new DirectoryInfo(Under(BlobPath.FolderOf(tenant.Key)));
        if (!folder.Exists)
        {
            return Task.FromResult(0L);
        }

        var files = folder.EnumerateFiles("*", SearchOption.AllDirectories).LongCount();
        folder.Delete(true);
        return Task.FromResult(files);
    }

    private string PathOf(string container, Guid id) => Under(BlobPath.Of(tenant.Key, container, id));

    private string Under(string path) => Path.Combine(options.Value.Directory, "blobs", path);
}
