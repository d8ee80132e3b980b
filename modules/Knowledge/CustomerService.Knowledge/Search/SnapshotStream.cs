using System.Text;

namespace CustomerService.Knowledge.Search;

/// <summary>Numbers in as few bytes as they need; a list of postings is written millions of times.</summary>
internal sealed class SnapshotWriter(Stream output) : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _length;

    public void Number(long value)
    {
        if (_length > _buffer.Length - 16)
        {
            Flush();
        }

        var left = (ulong)value;
        for (; left > 0x7F; left >>= 7)
        {
            _buffer[_length++] = (byte)(left | 0x80);
        }

        _buffer[_length++] = (byte)left;
    }

    public void Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    public void Id(Guid value) => Bytes(value.ToByteArray());

    public void Dispose() => Flush();

    private void Bytes(byte[] bytes)
    {
        Number(bytes.Length);
        Flush();
        output.Write(bytes);
    }

    private void Flush()
    {
        output.Write(_buffer, 0, _length);
        _length = 0;
    }
}

/// <summary>What <see cref="SnapshotWriter"/> wrote.</summary>
/// <exception cref="InvalidDataException">It ends too early, or holds what cannot have been written.</exception>
internal sealed class SnapshotReader(Stream input)
{
    private const int MaxBytes = 1 << 20;

    private readonly byte[] _buffer = new byte[1 << 20];
    private int _at;
    private int _length;

    public long Number()
    {
        var (value, shift) = (0UL, 0);
        while (true)
        {
            if (_at == _length)
            {
                Fill();
            }

            var next = _buffer[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)value;
            }

            shift += 7;
        }
    }

    public int Count() => Number() is >= 0 and <= int.MaxValue and var count ? (int)count : throw new InvalidDataException();

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public Guid Id() => new(Bytes());

    private ReadOnlySpan<byte> Bytes()
    {
        var count = Count();
        if (count > MaxBytes)
        {
            throw new InvalidDataException();
        }

        if (count <= _length - _at)
        {
            _at += count;
            return _buffer.AsSpan(_at - count, count);
        }

        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
        {
            if (_at == _length)
            {
                Fill();
            }

            bytes[i] = _buffer[_at++];
        }

        return bytes;
    }

    private void Fill()
    {
        (_at, _length) = (0, input.Read(_buffer, 0, _buffer.Length));
        if (_length == 0)
        {
            throw new InvalidDataException();
        }
    }
}
