using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SmtpServer;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace CustomerService.TestBase;

/// <summary>A mail server on a port of its own, which keeps what it is given. Answers may be prepared to refuse.</summary>
public sealed class TestSmtpServer : IMailboxFilter, IMessageStore, IAsyncDisposable
{
    /// <summary>Refusals are what tests are about: no conversation ends because there were many.</summary>
    private const int MaxRefusals = 1_000;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public TestSmtpServer()
    {
        var options = new SmtpServerOptionsBuilder()
            .ServerName("mail.test")
            .MaxRetryCount(MaxRefusals)
            .Endpoint(e => e.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)))
            .Build();
        var services = new ServiceCollection().AddSingleton<IMailboxFilter>(this).AddSingleton<IMessageStore>(this);
        _serving = new SmtpServer.SmtpServer(options, services.BuildServiceProvider()).StartAsync(_stop.Token);
    }

    public int Port { get; } = Ports.FindFree();

    public ConcurrentQueue<ReceivedMail> Mails { get; } = [];

    /// <summary>Answers to the next MAIL commands, instead of 250.</summary>
    public ConcurrentQueue<string> SenderAnswers { get; } = [];

    /// <summary>Recipients for whom the conversation stops without a word.</summary>
    public ConcurrentBag<string> Hanging { get; } = [];

    /// <summary>Answers to the next RCPT commands, instead of 250.</summary>
    public ConcurrentQueue<string> RecipientAnswers { get; } = [];

    /// <summary>Answers to the next message bodies, instead of 250: the mail is thrown away.</summary>
    public ConcurrentQueue<string> DataAnswers { get; } = [];

    public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) =>
        Task.FromResult(TakesUnlessRefusedBy(SenderAnswers));

    public async Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken)
    {
        if (Hanging.Contains(to.AsAddress()))
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return TakesUnlessRefusedBy(RecipientAnswers);
    }

    public Task<SmtpResponse> SaveAsync(
        ISessionContext context,
        IMessageTransaction transaction,
        ReadOnlySequence<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        if (DataAnswers.TryDequeue(out var refusal))
        {
            return Task.FromResult(Answer(refusal));
        }

        Mails.Enqueue(new ReceivedMail(transaction.To[^1].AsAddress(), Encoding.Latin1.GetString(buffer)));
        return Task.FromResult(SmtpResponse.Ok);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    private static bool TakesUnlessRefusedBy(ConcurrentQueue<string> answers) =>
        answers.TryDequeue(out var refusal) ? throw new SmtpResponseException(Answer(refusal)) : true;

    /// <param name="line">As it goes over the wire: <c>550 5.1.1 no such user</c>.</param>
    private static SmtpResponse Answer(string line) => new((SmtpReplyCode)int.Parse(line[..3], CultureInfo.InvariantCulture), line[4..]);
}
