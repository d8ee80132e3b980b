using CustomerService.Framework.Errors;

namespace CustomerService.Tickets.Portal.Uploads;

/// <summary>Pieces read one after the other as one file.</summary>
internal sealed class PiecesStream(IReadOnlyList<Guid> pieces, Func<Guid, CancellationToken, Task<Stream?>> open) : Stream
{
    private Stream? _piece;
    private int _next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (_piece is not null && await _piece.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                return read;
            }

            if (_next == pieces.Count)
            {
                return 0;
            }

            await CloseAsync();
            _piece = await open(pieces[_next++], cancellationToken) ?? throw new BusinessException(TicketErrorCodes.FileGone);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await base.DisposeAsync();
    }

    private async ValueTask CloseAsync()
    {
        if (_piece is { } open)
        {
            _piece = null;
            await open.DisposeAsync();
        }
    }
}
