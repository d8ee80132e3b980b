using System.IO.Pipelines;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.Logging;

namespace CustomerService.Knowledge.Search;

/// <summary>
/// The current tenant's index as a file among its other files, so that a large one is there a second after a start. It
/// is never believed: it names
/// its tenant and the code that made it, and for each article the change that it has seen, which is compared with the
/// database before it answers.
/// </summary>
internal sealed class IndexSnapshots(IBlobContainer<KnowledgeIndex> blobs, ICurrentTenant tenant, ILogger<IndexSnapshots> logger)
    : ISingletonDependency
{
    private const long Beginning = 0x4B42_0001;
    private const long End = 0x4B42_FFFF;

    private static readonly Guid FileId = new("0190e000-0000-7000-8000-0000000000b1");

    /// <summary>Another analyzer, another file: the compiler's mark of this code, the embedded tables included.</summary>
    private static readonly Guid Code = typeof(IndexSnapshots).Module.ModuleVersionId;

    /// <summary>Whether this tenant's index was once large enough to be kept.</summary>
    public async Task<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        await using var content = await blobs.GetOrNullAsync(FileId, cancellationToken);
        return content is not null;
    }

    /// <returns>null where there is none that can be used. <see cref="KnowledgeIndex.Sequence"/> is 0: all that is in
    /// it must be compared.</returns>
    public async Task<KnowledgeIndex?> LoadAsync(CancellationToken cancellationToken)
    {
        await using var content = await blobs.GetOrNullAsync(FileId, cancellationToken);
        if (content is null)
        {
            return null;
        }

        try
        {
            var reader = new SnapshotReader(content);
            if (reader.Number() != Beginning || reader.Id() != Code || reader.Id() != tenant.Key)
            {
                return null;
            }

            var index = KnowledgeIndex.Read(reader);
            return reader.Number() == End ? index : null;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or IndexOutOfRangeException or KeyNotFoundException)
        {
            logger.LogWarning("The kept index of tenant {Tenant} cannot be read ({Reason}); it is made anew.", tenant.Key, e.Message);
            return null;
        }
    }

    /// <summary>Nobody may change the index meanwhile; asking it is fine.</summary>
    public async Task SaveAsync(KnowledgeIndex index, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        var writing = Task.Run(() => Write(index, pipe.Writer), cancellationToken);
        await using var content = pipe.Reader.AsStream();
        await blobs.SaveAsync(FileId, content, long.MaxValue, cancellationToken);
        await writing;
    }

    private void Write(KnowledgeIndex index, PipeWriter output)
    {
        try
        {
            using (var writer = new SnapshotWriter(output.AsStream(true)))
            {
                writer.Number(Beginning);
                writer.Id(Code);
                writer.Id(tenant.Key);
                index.Write(writer);
                writer.Number(End);
            }

            output.Complete();
        }
        catch (Exception e)
        {
            // The reader meets it too, and leaves nothing behind.
            output.Complete(e);
            throw;
        }
    }
}
