using System.Text;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.Errors;
using Microsoft.Extensions.Options;

namespace CustomerService.Framework.S3;

/// <summary>Writes, reads and deletes a small file in the bucket.</summary>
internal sealed class S3DoctorCheck(S3BlobProvider blobs, IOptions<S3Options> options) : IDoctorCheck
{
    private const string Container = "doctor";

    public string Name => "bucket";

    public async Task<DoctorResult> RunAsync(CancellationToken cancellationToken = default)
    {
        var (id, probe) = (Guid.CreateVersion7(), Encoding.UTF8.GetBytes("probe"));
        try
        {
            await blobs.SaveAsync(Container, id, new MemoryStream(probe), probe.Length, cancellationToken);
            await using (var read = await blobs.GetOrNullAsync(Container, id, cancellationToken))
            {
                if (read?.Length != probe.Length)
                {
                    return Failed();
                }
            }

            await blobs.DeleteAsync(Container, id, cancellationToken);
            return DoctorResult.Ok($"The bucket {options.Value.Bucket} takes, gives and deletes files.");
        }
        catch (BusinessException)
        {
            return Failed();
        }
    }

    private DoctorResult Failed() =>
        DoctorResult.Fail(
            $"The bucket {options.Value.Bucket} does not take and give files: uploads are refused.",
            "Look into the log for the service's reason; compare Blobs__S3__Endpoint, …__Bucket and the key's rights."
        );
}
