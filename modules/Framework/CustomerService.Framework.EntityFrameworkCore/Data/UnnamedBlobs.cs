using CustomerService.Framework.Blobs;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

public static class UnnamedBlobs
{
    /// <summary>Files are asked for in such portions.</summary>
    private const int Portion = 500;

    /// <summary>
    /// Deletes files of the current tenant that no row names: what a transaction left behind that was taken back, or
    /// whose process was killed. May be repeated or cut short at any place.
    /// </summary>
    /// <param name="before">UTC; younger files may belong to work that is not committed yet.</param>
    /// <param name="named">Ids of the files that rows name.</param>
    public static async Task DeleteUnnamedAsync<TContainer>(
        this IBlobContainer<TContainer> blobs,
        DateTime before,
        IQueryable<Guid> named,
        CancellationToken cancellationToken
    )
    {
        await foreach (var portion in blobs.ListOlderThanAsync(before, cancellationToken).Chunk(Portion))
        {
            var known = await named.Where(id => portion.Contains(id)).ToListAsync(cancellationToken);
            foreach (var id in portion.Except(known))
            {
                await blobs.DeleteAsync(id, cancellationToken);
            }
        }
    }
}
