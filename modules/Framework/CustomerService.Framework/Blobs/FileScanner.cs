using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CustomerService.Framework.Blobs;

/// <summary>ClamAV over its socket (<c>INSTREAM</c>).</summary>
internal sealed class ClamAvScanner(IOptions<ScannerOptions> options, ILogger<ClamAvScanner> logger) : IFileScanner, ISingletonDependency
{
    private const int ChunkBytes = 64 * 1024;
    private const int MaxReply = 4096;
    private const string Found = " FOUND";

    public bool IsOn => options.Value.Address.Length > 0;

    public async Task<string?> FindThreatAsync(Stream content, CancellationToken cancellationToken = default)
    {
        if (!IsOn)
        {
            return null;
        }

        var reply = await AskAsync("zINSTREAM", content, cancellationToken);
        if (reply == "stream: OK")
        {
            return null;
        }

        return reply.EndsWith(Found, StringComparison.Ordinal)
            ? reply["stream: ".Length..^Found.Length]
            : throw Unavailable($"clamd says: {reply}");
    }

    public async Task<bool> IsThereAsync(CancellationToken cancellationToken) => await AskAsync("zPING", null, cancellationToken) == "PONG";

    private async Task<string> AskAsync(string command, Stream? content, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
        try
        {
            using var socket = await ConnectAsync(timeout.Token);
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\0"), timeout.Token);
            if (content is not null)
            {
                await SendAsync(stream, content, timeout.Token);
            }

            return await ReadAsync(stream, timeout.Token);
        }
        catch (Exception e)
            when (e is SocketException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Unavailable(e.Message);
        }
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var address = options.Value.Address;
        var isPath = address.StartsWith('/');
        var socket = isPath
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            var colon = address.LastIndexOf(':');
            await (
                isPath
                    ? socket.ConnectAsync(new UnixDomainSocketEndPoint(address), cancellationToken)
                    : socket.ConnectAsync(
                        address[..colon],
                        int.Parse(address[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture),
                        cancellationToken
                    )
            );
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Pieces with their length before them; a piece of no length ends it.</summary>
    private static async Task SendAsync(NetworkStream stream, Stream content, CancellationToken cancellationToken)
    {
        var piece = new byte[sizeof(uint) + ChunkBytes];
        int length;
        do
        {
            length = await content.ReadAsync(piece.AsMemory(sizeof(uint)), cancellationToken);
            BinaryPrimitives.WriteUInt32BigEndian(piece, (uint)length);
            await stream.WriteAsync(piece.AsMemory(0, sizeof(uint) + length), cancellationToken);
        } while (length > 0);
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var reply = new byte[MaxReply];
        var length = await stream.ReadAtLeastAsync(reply, reply.Length, false, cancellationToken);
        return Encoding.UTF8.GetString(reply, 0, length).TrimEnd('\0', '\n', '\r');
    }

    private BusinessException Unavailable(string reason)
    {
        logger.LogError("The malware scanner at {Address} gives no verdict: {Reason}", options.Value.Address, reason);
        return new BusinessException(FrameworkErrorCodes.ScannerUnavailable);
    }
}
