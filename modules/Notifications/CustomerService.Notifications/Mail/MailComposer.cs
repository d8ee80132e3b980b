using System.Buffers.Binary;
using System.Text;
using MimeKit;

namespace CustomerService.Notifications.Mail;

/// <summary>The message as it goes over the wire. MimeKit quotes and encodes names and subjects.</summary>
internal static class MailComposer
{
    /// <summary>The first and the last ones suffice to find the thread; a header must not grow without end.</summary>
    private const int MaxReferences = 10;

    /// <param name="earlier">Mails of the same thread to the same recipient, oldest first.</param>
    /// <exception cref="ParseException">The recipient's or the sender's address is none.</exception>
    public static MimeMessage Compose(OutgoingMail mail, MailContent content, string from, IReadOnlyList<Guid> earlier)
    {
        var sender = Mailbox(content.SenderName, from);
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            MessageId = OutgoingMail.MessageIdOf(mail.Id, sender.Domain),
            Body = new MultipartAlternative { Part("plain", content.Text), Part("html", content.Html) },
        };
        message.From.Add(sender);
        message.To.Add(Mailbox(mail.ToName, mail.To));

        // RFC 3834: no vacation notice and no ticket system answers this.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        if (mail.Thread is not null)
        {
            PutIntoThread(message, mail, earlier, sender.Domain);
        }

        return message;
    }

    private static void PutIntoThread(MimeMessage message, OutgoingMail mail, IReadOnlyList<Guid> earlier, string domain)
    {
        if (earlier.Count > 0)
        {
            message.InReplyTo = OutgoingMail.MessageIdOf(earlier[^1], domain);
            var kept = earlier.Take(1).Concat(earlier.Skip(1).TakeLast(MaxReferences - 1));
            message.References.AddRange(kept.Select(id => OutgoingMail.MessageIdOf(id, domain)));
        }

        // Outlook goes by these two.
        message.Headers.Add("Thread-Topic", Encoding.UTF8, mail.Subject);
        message.Headers.Add("Thread-Index", ThreadIndex(earlier.Count > 0 ? earlier[0] : mail.Id, Math.Min(earlier.Count, MaxReferences)));
    }

    /// <summary>MS-OXOMSG 2.2.1.3: the time and a GUID of the first mail, then five bytes for each answer.</summary>
    private static string ThreadIndex(Guid first, int answers)
    {
        const int HeaderLength = 22;
        const int AnswerLength = 5;
        var index = new byte[HeaderLength + (answers * AnswerLength)];
        var id = first.ToByteArray(bigEndian: true);

        // A version 7 GUID begins with its time: Unix milliseconds in six bytes.
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian([0, 0, .. id.AsSpan(0, 6)]);
        Span<byte> fileTime = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(fileTime, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToFileTime());
        fileTime[..6].CopyTo(index);
        id.CopyTo(index, 6);
        for (var i = 0; i < answers; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(index.AsSpan(HeaderLength + (i * AnswerLength)), i + 1);
        }

        return Convert.ToBase64String(index);
    }

    /// <summary>Quoted-printable passes every server unchanged.</summary>
    private static TextPart Part(string subtype, string text) =>
        new(subtype) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };

    private static MailboxAddress Mailbox(string name, string address) => new(Encoding.UTF8, name, MailboxAddress.Parse(address).Address);
}
