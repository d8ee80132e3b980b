using System.Net.Sockets;
using CustomerService.Framework.Diagnostics;
using Microsoft.Extensions.Options;

namespace CustomerService.Notifications.Mail;

internal sealed class MailDoctorCheck(IOptions<SmtpOptions> options) : IDoctorCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Name => "mail";

    public async Task<DoctorResult> RunAsync(CancellationToken cancellationToken = default)
    {
        var settings = options.Value;
        if (!settings.IsSetUp)
        {
            return DoctorResult.Warn(
                "No mail server is set; mails are kept, not sent.",
                "Set Smtp__Host, Smtp__Port and Smtp__From, then choose \"Send all again\" at /admin/mail."
            );
        }

        try
        {
            using var client = new TcpClient();
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(Patience);
            await client.ConnectAsync(settings.Host!, settings.Port, timeout.Token);
            using var reader = new StreamReader(client.GetStream());
            var greeting = await reader.ReadLineAsync(timeout.Token);
            return greeting?.StartsWith("220", StringComparison.Ordinal) == true
                ? DoctorResult.Ok($"{settings.Host}:{settings.Port} answers: {greeting}")
                : DoctorResult.Fail(
                    $"{settings.Host}:{settings.Port} is not a mail server that is ready: {greeting}",
                    "Check Smtp__Port; 465 (TLS from the first byte) is not supported, use 587 or 25."
                );
        }
        catch (Exception e)
            when (e is SocketException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return DoctorResult.Fail(
                $"{settings.Host}:{settings.Port} cannot be reached: {e.Message}",
                "Check Smtp__Host, Smtp__Port and the firewall. Mails wait and are tried again for a day."
            );
        }
    }
}
