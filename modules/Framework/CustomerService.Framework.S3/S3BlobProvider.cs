using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Errors;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CustomerService.Framework.S3;

/// <summary>
/// Files in a bucket. On their way in and out they pass through a temporary file: the service must know a length
/// beforehand, readers move about in what they read, and memory stays flat.
/// </summary>
/// <exception cref="BusinessException">Of every method: the service does not answer, or refuses.</exception>
internal sealed class S3BlobProvider(IAmazonS3 client, IOptions<S3Options> options, ICurrentTenant tenant, ILogger<S3BlobProvider> logger)
    : IBlobProvider
{
    private string Bucket => options.Value.Bucket;

    public Task<long> SaveAsync(string container, Guid id, Stream content, long maxBytes, CancellationToken cancellationToken) =>
        AskAsync(
            async () =>
            {
                await using var file = OpenTemporary();
                var length = await BlobCopy.CopyAsync(content, file, maxBytes, cancellationToken);
                file.Position = 0;
                var request = new PutObjectRequest
                {
                    BucketName = Bucket,
                    Key = KeyOf(container, id),
                    InputStream = file,
                    AutoCloseStream = false,
                    // Signed as a whole, which every service understands.
                    UseChunkEncoding = false,
                };
                await client.PutObjectAsync(request, cancellationToken);
                return length;
            },
            cancellationToken
        );

    public Task<Stream?> GetOrNullAsync(string container, Guid id, CancellationToken cancellationToken) =>
        AskAsync<Stream?>(
            async () =>
            {
                try
                {
                    using var answer = await client.GetObjectAsync(Bucket, KeyOf(container, id), cancellationToken);
                    return await KeepAsync(answer.ResponseStream, cancellationToken);
                }
                catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
                {
                    return null;
                }
            },
            cancellationToken
        );

    public Task DeleteAsync(string container, Guid id, CancellationToken cancellationToken) =>
        AskAsync(() => client.DeleteObjectAsync(Bucket, KeyOf(container, id), cancellationToken), cancellationToken);

    public async IAsyncEnumerable<Guid> ListOlderThanAsync(
        string container,
        DateTime utc,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var found in ListAsync(BlobPath.FolderOf(tenant.Key, container), cancellationToken))
        {
            if (found.LastModified?.ToUniversalTime() < utc && BlobPath.TryGetId(found.Key, out var id))
            {
                yield return id;
            }
        }
    }

    public async Task<long> DeleteAllAsync(CancellationToken cancellationToken)
    {
        var files = 0L;
        await foreach (var found in ListAsync(BlobPath.FolderOf(tenant.Key), cancellationToken))
        {
            await AskAsync(() => client.DeleteObjectAsync(Bucket, found.Key, cancellationToken), cancellationToken);
            files++;
        }

        return files;
    }

    private async IAsyncEnumerable<S3Object> ListAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = Bucket, Prefix = $"{options.Value.Prefix}{folder}/" };
        do
        {
            var page = await AskAsync(() => client.ListObjectsV2Async(request, cancellationToken), cancellationToken);
            foreach (var found in page.S3Objects ?? [])
            {
                yield return found;
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        } while (request.ContinuationToken is not null);
    }

    private static async Task<Stream> KeepAsync(Stream content, CancellationToken cancellationToken)
    {
        var file = OpenTemporary();
        try
        {
            await content.CopyToAsync(file, cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Nobody else can read it, and it is gone when it is closed.</summary>
    private static FileStream OpenTemporary() =>
        new(
            Path.GetTempFileName(),
            FileMode.Open,
            FileAccess.ReadWrite,
            FileShare.None,
            BlobCopy.BufferBytes,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose
        );

    private string KeyOf(string container, Guid id) => options.Value.Prefix + BlobPath.Of(tenant.Key, container, id);

    private async Task<T> AskAsync<T>(Func<Task<T>> question, CancellationToken cancellationToken)
    {
        try
        {
            return await question();
        }
        catch (Exception e)
            when (e is AmazonServiceException or AmazonClientException or HttpRequestException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            logger.LogError(e, "The bucket {Bucket} does not answer as it should.", Bucket);
            throw new BusinessException(FrameworkErrorCodes.FilesUnavailable, e) { Kind = ErrorKind.Unavailable };
        }
    }
}
