using CustomerService.Framework.Errors;
using CustomerService.Tickets.Attachments;

namespace CustomerService.Tickets.Portal.Uploads;

/// <summary>Pieces read one after the other as one file.</summary>
internal sealed class PiecesStream(IReadOnlyList<Guid> pieces, Func<Guid, CancellationToken, Task<Stream?>> open) : ForwardStream
{
    private Stream? _piece;
    private int _next;

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
