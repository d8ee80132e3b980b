using CustomerService.Framework.Errors;

namespace CustomerService.Knowledge.Files;

internal static class LimitedReading
{
    /// <summary>Reads to the end. What a sender says of the size is not believed: no more than the limit is ever kept.</summary>
    /// <param name="tooLarge">What is thrown when there is more.</param>
    public static async Task<byte[]> ReadAsync(
        this Stream content,
        int limit,
        Func<BusinessException> tooLarge,
        CancellationToken cancellationToken
    )
    {
        using var kept = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            if (kept.Length + read > limit)
            {
                throw tooLarge();
            }

            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
