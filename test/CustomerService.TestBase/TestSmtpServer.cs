using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CustomerService.TestBase;

/// <summary>Speaks SMTP on a port of its own and keeps what it is given. Answers may be prepared to refuse.</summary>
public sealed class TestSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public TestSmtpServer()
    {
        _listener.Start();
        _loop = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<ReceivedMail> Mails { get; } = [];

    /// <summary>Answers to the next MAIL commands, instead of 250.</summary>
    public ConcurrentQueue<string> SenderAnswers { get; } = [];

    /// <summary>Recipients for whom the conversation stops without a word.</summary>
    public ConcurrentBag<string> Hanging { get; } = [];

    /// <summary>Answers to the next RCPT commands, instead of 250.</summary>
    public ConcurrentQueue<string> RecipientAnswers { get; } = [];

    /// <summary>Answers to the next message bodies, instead of 250: the mail is thrown away.</summary>
    public ConcurrentQueue<string> DataAnswers { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = Task.Run(() => TalkAsync(client));
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail.test ESMTP");
        var recipient = "";
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-mail.test greets you\r\n250 8BITMIME");
                    break;
                case "MAIL":
                    await writer.WriteLineAsync(SenderAnswers.TryDequeue(out var notFrom) ? notFrom : "250 ok");
                    break;
                case "RCPT":
                    recipient = line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
                    if (Hanging.Contains(recipient))
                    {
                        await Task.Delay(Timeout.Infinite, _stop.Token);
                    }

                    await writer.WriteLineAsync(RecipientAnswers.TryDequeue(out var refused) ? refused : "250 ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var text = await ReadBodyAsync(reader);
                    if (DataAnswers.TryDequeue(out var answer))
                    {
                        await writer.WriteLineAsync(answer);
                        break;
                    }

                    Mails.Enqueue(new ReceivedMail(recipient, text));
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }

    private static async Task<string> ReadBodyAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        }

        return text.ToString();
    }
}
