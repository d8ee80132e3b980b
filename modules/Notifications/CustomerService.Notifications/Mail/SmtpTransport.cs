using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.Options;

namespace CustomerService.Notifications.Mail;

/// <summary>One SMTP conversation per mail.</summary>
internal sealed class SmtpTransport(IOptions<SmtpOptions> options, MailLayout layout) : ITransientDependency
{
    /// <summary>Shorter than the lease of the queue: a hanging server must not let a second node begin the same mail.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var content = await layout.RenderAsync(mail, cancellationToken);
        using var message = Compose(mail, content, new MailAddress(settings.From, content.SenderName, Encoding.UTF8));
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.UseTls };
        if (!string.IsNullOrEmpty(settings.User))
        {
            client.Credentials = new NetworkCredential(settings.User, settings.Password);
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        await client.SendMailAsync(message, timeout.Token);
    }

    /// <summary>A 5xx answer, or an address that is none: asking again changes nothing.</summary>
    public static bool IsFinal(Exception e) =>
        e switch
        {
            SmtpException smtp => (int)smtp.StatusCode is >= 500 and < 600 && smtp.StatusCode != SmtpStatusCode.ClientNotPermitted,
            FormatException or ArgumentException => true,
            _ => false,
        };

    private static MailMessage Compose(OutgoingMail mail, MailContent content, MailAddress from)
    {
        var message = new MailMessage(from, new MailAddress(mail.To, mail.ToName, Encoding.UTF8))
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", mail.MessageIdAt(from.Host));

        // RFC 3834: no vacation notice and no ticket system answers this.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(content.Text, Encoding.UTF8, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(content.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        return message;
    }
}
