using System.Net.Sockets;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CustomerService.Notifications.Mail;

/// <summary>Whose fault it is that a mail was not taken.</summary>
internal enum MailFault
{
    /// <summary>The address is none, or its server says so: asking again changes nothing.</summary>
    Recipient,

    /// <summary>This mail was not wanted now: it is tried some more times.</summary>
    Mail,

    /// <summary>The conversation hung: others may do better.</summary>
    Time,

    /// <summary>The server takes no mail of ours, whichever: all wait until it does.</summary>
    Server,
}

/// <summary>
/// Only a refusal of the recipient ends a mail; that a server is set up wrongly or takes no more is not the mail's
/// fault.
/// </summary>
internal static partial class MailFaults
{
    /// <returns>null: a fault of ours.</returns>
    public static MailFault? Of(Exception e) =>
        e switch
        {
            SmtpCommandException smtp => Of(smtp),
            ParseException or FormatException or ArgumentException => MailFault.Recipient,
            OperationCanceledException or TimeoutException => MailFault.Time,
            CommandException
            or ProtocolException
            or ServiceNotAuthenticatedException
            or ServiceNotConnectedException
            or AuthenticationException
            or SslHandshakeException
            or NotSupportedException
            or SocketException
            or IOException => MailFault.Server,
            _ => null,
        };

    private static MailFault Of(SmtpCommandException e)
    {
        var isOfMail = e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted;
        if (!isOfMail || e.StatusCode == SmtpStatusCode.ServiceNotAvailable)
        {
            return MailFault.Server;
        }

        if ((int)e.StatusCode < 500)
        {
            return MailFault.Mail;
        }

        // RFC 3463: 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 policy.
        return Enhanced().Match(e.Message) is { Success: true } code ? Of(code.Groups[1].Value[0], code.Groups[2].Value, e)
            : e.ErrorCode == SmtpErrorCode.RecipientNotAccepted && e.StatusCode != SmtpStatusCode.TransactionFailed ? MailFault.Recipient
            : MailFault.Mail;
    }

    private static MailFault Of(char subject, string detail, SmtpCommandException e) =>
        subject switch
        {
            '1' or '2' => MailFault.Recipient,
            '3' when detail == "4" => MailFault.Mail,
            '3' or '5' => MailFault.Server,
            '4' when e.ErrorCode == SmtpErrorCode.RecipientNotAccepted => MailFault.Recipient,
            '7' when WantsSignIn().IsMatch(e.Message) => MailFault.Server,
            _ => MailFault.Mail,
        };

    [GeneratedRegex(@"^\s*5\.([0-9])[0-9]{0,2}\.([0-9]{1,3})\b")]
    private static partial Regex Enhanced();

    [GeneratedRegex(@"\b(relay|authenticat|sign.?in|log.?in|rate|quota)", RegexOptions.IgnoreCase)]
    private static partial Regex WantsSignIn();
}
