using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CustomerService.TestBase;

/// <summary>Speaks as much of clamd's protocol as the product uses, and knows one virus: EICAR's test file.</summary>
public sealed class FakeClamd : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public FakeClamd()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Harmless, and found by every scanner. In two parts, so that none removes this file.</summary>
    public static byte[] Eicar { get; } =
        Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>What it answers instead of looking.</summary>
    public string? Always { get; set; }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                await stream.WriteAsync(Encoding.ASCII.GetBytes(await AnswerAsync(stream) + "\0"));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task<string> AnswerAsync(NetworkStream stream)
    {
        var command = await CommandAsync(stream);
        if (command == "zPING")
        {
            return Always ?? "PONG";
        }

        using var content = new MemoryStream();
        var size = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(size);
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(size);
            if (length == 0)
            {
                var isEicar = content.ToArray().AsSpan().IndexOf(Eicar) >= 0;
                return Always
                    ?? (
                        command != "zINSTREAM" ? "UNKNOWN COMMAND"
                        : isEicar ? "stream: Eicar-Test-Signature FOUND"
                        : "stream: OK"
                    );
            }

            var piece = new byte[length];
            await stream.ReadExactlyAsync(piece);
            content.Write(piece);
        }
    }

    private static async Task<string> CommandAsync(NetworkStream stream)
    {
        var (command, letter) = (new StringBuilder(), new byte[1]);
        while (await stream.ReadAsync(letter) == 1 && letter[0] != 0)
        {
            command.Append((char)letter[0]);
        }

        return command.ToString();
    }
}
