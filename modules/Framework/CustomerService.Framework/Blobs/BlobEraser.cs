using CustomerService.Framework.MultiTenancy;

namespace CustomerService.Framework.Blobs;

internal sealed class BlobEraser(IBlobProvider blobs) : ITenantEraser
{
    public async Task<Erased> EraseSomeAsync(CancellationToken cancellationToken = default) =>
        new("files", await blobs.DeleteAllAsync(cancellationToken));
}
