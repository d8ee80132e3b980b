namespace CustomerService.Framework.Entities;

/// <summary>
/// UUIDv7 that also grow within one millisecond of one process: the twelve bits after the version hold a counter (RFC 9562, 6.2 method 1),
/// so that events written in one save keep their order.
/// </summary>
public static class SequentialGuid
{
    private const int CounterMax = 0xFFF;
    private static readonly Lock Gate = new();
    private static long _lastMillisecond;
    private static int _counter;

    public static Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        var millisecond =
            ((long)bytes[0] << 40)
            | ((long)bytes[1] << 32)
            | ((long)bytes[2] << 24)
            | ((long)bytes[3] << 16)
            | ((long)bytes[4] << 8)
            | bytes[5];
        int counter;
        lock (Gate)
        {
            if (millisecond > _lastMillisecond)
            {
                (_lastMillisecond, _counter) = (millisecond, 0);
            }
            else if (++_counter > CounterMax)
            {
                (_lastMillisecond, _counter) = (_lastMillisecond + 1, 0);
            }

            (millisecond, counter) = (_lastMillisecond, _counter);
        }

        for (var i = 0; i < 6; i++)
        {
            bytes[i] = (byte)(millisecond >> (40 - (8 * i)));
        }

        bytes[6] = (byte)(0x70 | (counter >> 8));
        bytes[7] = (byte)counter;
        return new Guid(bytes, bigEndian: true);
    }
}
