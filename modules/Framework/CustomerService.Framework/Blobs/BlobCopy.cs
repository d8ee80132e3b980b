using CustomerService.Framework.Errors;

namespace CustomerService.Framework.Blobs;

/// <summary>Writes down what comes in, and not more than may come.</summary>
public static class BlobCopy
{
    public const int BufferBytes = 81920;

    /// <returns>How many bytes were copied.</returns>
    /// <exception cref="BusinessException">There are more than <paramref name="maxBytes"/>.</exception>
    public static async Task<long> CopyAsync(Stream from, Stream to, long maxBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        long length = 0;
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            length += read;
            if (length > maxBytes)
            {
                throw new BusinessException(FrameworkErrorCodes.FileTooLarge).WithData("Max", maxBytes / (1024 * 1024));
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return length;
    }
}
