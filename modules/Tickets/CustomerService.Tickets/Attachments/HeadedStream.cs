namespace CustomerService.Tickets.Attachments;

/// <summary>Bytes that were read ahead, then the rest; for streams that cannot be read twice.</summary>
internal sealed class HeadedStream(byte[] head, Stream rest) : ForwardStream
{
    private int _at;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at >= head.Length)
        {
            return await rest.ReadAsync(buffer, cancellationToken);
        }

        var count = Math.Min(buffer.Length, head.Length - _at);
        head.AsMemory(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }
}
