using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.Configuration;

namespace CustomerService.Tenants.Domains;

/// <summary>The border to the DNS.</summary>
internal interface IDnsTextResolver
{
    /// <returns>The TXT records of the name, empty when the DNS says that there are none; null when it gave no answer.</returns>
    Task<IReadOnlyList<string>?> FindAsync(string name, CancellationToken cancellationToken = default);
}

/// <summary>
/// Asks the machine's name server (or <c>Dns:Server</c>, address or address:port) for TXT records, as RFC 1035 has it;
/// .NET itself knows addresses only.
/// </summary>
internal sealed class DnsTextResolver(IConfiguration configuration) : IDnsTextResolver, ISingletonDependency
{
    private const int Port = 53;
    private const int HeaderLength = 12;
    private const ushort TextType = 16;
    private const int NoError = 0;
    private const int NoSuchName = 3;
    private const int MaxMessage = ushort.MaxValue;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<IReadOnlyList<string>?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        var question = Question(name);
        foreach (var server in Servers())
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            try
            {
                var answer = await AskAsync(server, question, patience.Token);
                if (Read(answer, question) is { } texts)
                {
                    return texts;
                }
            }
            catch (Exception e)
                when (e is SocketException or IOException or ArgumentException
                    || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                )
            {
                // The next server may answer.
            }
        }

        return null;
    }

    private IEnumerable<IPEndPoint> Servers() =>
        IPEndPoint.TryParse(configuration["Dns:Server"] ?? "", out var set)
            ? [set.Port == 0 ? new IPEndPoint(set.Address, Port) : set]
            : NetworkInterface
                .GetAllNetworkInterfaces()
                .SelectMany(i => i.GetIPProperties().DnsAddresses)
                .Distinct()
                .Select(a => new IPEndPoint(a, Port));

    private static byte[] Question(string name)
    {
        using var message = new MemoryStream();
        message.Write(RandomNumberGenerator.GetBytes(2));

        // One question, to be followed for us.
        message.Write([0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0]);
        foreach (var label in name.Split('.'))
        {
            message.WriteByte((byte)label.Length);
            message.Write(Encoding.ASCII.GetBytes(label));
        }

        message.Write([0, 0, (byte)TextType, 0, 1]);
        return message.ToArray();
    }

    private static async Task<byte[]> AskAsync(IPEndPoint server, byte[] question, CancellationToken cancellationToken)
    {
        using var udp = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await udp.ConnectAsync(server, cancellationToken);
        await udp.SendAsync(question, cancellationToken);
        var buffer = new byte[MaxMessage];
        int length;
        do
        {
            // Anybody can send to this port: only the answer to this very question counts.
            length = await udp.ReceiveAsync(buffer, cancellationToken);
        } while (length < question.Length || !buffer.AsSpan(0, 2).SequenceEqual(question.AsSpan(0, 2)));
        return (buffer[2] & 0x02) == 0 ? buffer[..length] : await AskAtLengthAsync(server, question, cancellationToken);
    }

    /// <summary>Answers that do not fit into a datagram come over TCP, after their length.</summary>
    private static async Task<byte[]> AskAtLengthAsync(IPEndPoint server, byte[] question, CancellationToken cancellationToken)
    {
        using var tcp = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await tcp.ConnectAsync(server, cancellationToken);
        await using var stream = new NetworkStream(tcp);
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)question.Length);
        await stream.WriteAsync((byte[])[.. length, .. question], cancellationToken);
        await stream.ReadExactlyAsync(length, cancellationToken);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return answer;
    }

    /// <returns>null: the server could not say.</returns>
    private static List<string>? Read(byte[] message, byte[] question)
    {
        var isAnswer =
            message.Length >= question.Length
            && (message[2] & 0x80) != 0
            && message.AsSpan(HeaderLength, question.Length - HeaderLength).SequenceEqual(question.AsSpan(HeaderLength));
        var code = isAnswer ? message[3] & 0x0F : -1;
        if (code != NoError)
        {
            return code == NoSuchName ? [] : null;
        }

        var texts = new List<string>();
        var at = question.Length;
        for (var left = BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(6)); left > 0; left--)
        {
            at = AfterName(message, at);
            var type = BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(at));
            var length = BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(at + 8));
            var data = message.AsSpan(at + 10, length);
            at += 10 + length;
            if (type == TextType)
            {
                texts.Add(Join(data));
            }
        }

        return texts;
    }

    /// <summary>A text is a chain of pieces, each after its length.</summary>
    private static string Join(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        for (var at = 0; at < data.Length; at += 1 + data[at])
        {
            text.Append(Encoding.ASCII.GetString(data.Slice(at + 1, data[at])));
        }

        return text.ToString();
    }

    /// <summary>A name ends with an empty label, or with a pointer to one that stood before.</summary>
    private static int AfterName(byte[] message, int at)
    {
        while (at < message.Length && message[at] != 0)
        {
            if ((message[at] & 0xC0) == 0xC0)
            {
                return at + 2;
            }

            at += 1 + message[at];
        }

        return at + 1;
    }
}
