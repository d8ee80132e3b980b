using System.Net.Sockets;
using CustomerService.Framework.Modularity;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CustomerService.Notifications.Mail;

/// <summary>One SMTP conversation per mail.</summary>
internal sealed class SmtpTransport(IOptions<SmtpOptions> options, MailLayout layout) : ITransientDependency
{
    /// <summary>Where servers speak TLS from the first byte on.</summary>
    private const int ImplicitTlsPort = 465;

    /// <summary>Shorter than the lease of the queue: a hanging server must not let a second node begin the same mail.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        using var message = MailComposer.Compose(mail, await layout.RenderAsync(mail, cancellationToken), settings.From);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        using var client = new SmtpClient();
        await client.ConnectAsync(settings.Host!, settings.Port, SecurityOf(settings), timeout.Token);
        if (!string.IsNullOrEmpty(settings.User))
        {
            await client.AuthenticateAsync(settings.User, settings.Password ?? "", timeout.Token);
        }

        await client.SendAsync(message, timeout.Token);
        await client.DisconnectAsync(true, timeout.Token);
    }

    /// <summary>What a mail server, the way to it or the mail itself can do; everything else is a fault of ours.</summary>
    public static bool IsExpected(Exception e) =>
        e
            is CommandException
                or ProtocolException
                or AuthenticationException
                or SslHandshakeException
                or SocketException
                or IOException
                or TimeoutException
                or OperationCanceledException
                or ParseException
                or FormatException
                or ArgumentException;

    /// <summary>A 5xx answer, or an address that is none: asking again changes nothing.</summary>
    public static bool IsFinal(Exception e) =>
        e switch
        {
            SmtpCommandException smtp => (int)smtp.StatusCode is >= 500 and < 600,
            ParseException or FormatException or ArgumentException => true,
            _ => false,
        };

    private static SecureSocketOptions SecurityOf(SmtpOptions settings) =>
        !settings.UseTls ? SecureSocketOptions.None
        : settings.Port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect
        : SecureSocketOptions.StartTls;
}
