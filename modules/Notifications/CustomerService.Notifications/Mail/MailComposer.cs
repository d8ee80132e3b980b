using System.Text;
using MimeKit;

namespace CustomerService.Notifications.Mail;

/// <summary>The message as it goes over the wire. MimeKit quotes and encodes names and subjects.</summary>
internal static class MailComposer
{
    /// <exception cref="ParseException">The recipient's or the sender's address is none.</exception>
    public static MimeMessage Compose(OutgoingMail mail, MailContent content, string from)
    {
        var sender = Mailbox(content.SenderName, from);
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            MessageId = mail.MessageIdAt(sender.Domain),
            Body = new MultipartAlternative { Part("plain", content.Text), Part("html", content.Html) },
        };
        message.From.Add(sender);
        message.To.Add(Mailbox(mail.ToName, mail.To));

        // RFC 3834: no vacation notice and no ticket system answers this.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        return message;
    }

    /// <summary>Quoted-printable passes every server unchanged.</summary>
    private static TextPart Part(string subtype, string text) =>
        new(subtype) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };

    private static MailboxAddress Mailbox(string name, string address) => new(Encoding.UTF8, name, MailboxAddress.Parse(address).Address);
}
