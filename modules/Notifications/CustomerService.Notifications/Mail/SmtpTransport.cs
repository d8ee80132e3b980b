using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerService.Notifications.Mail;

/// <summary>One SMTP conversation per mail.</summary>
internal sealed class SmtpTransport(IOptions<SmtpOptions> options, MailLayout layout, CustomerServiceDbContext db) : ITransientDependency
{
    /// <summary>Nobody is written to more often about one thing; the oldest count.</summary>
    private const int MaxThread = 200;

    /// <summary>Where servers speak TLS from the first byte on.</summary>
    private const int ImplicitTlsPort = 465;

    /// <summary>Shorter than a job holds its mail: a hanging server must not let a second one begin the same mail.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var content = await layout.RenderAsync(mail, cancellationToken);
        using var message = MailComposer.Compose(mail, content, settings.From, await EarlierAsync(mail, cancellationToken));
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        using var client = await OpenAsync(settings, timeout.Token);
        await client.SendAsync(message, timeout.Token);
        await client.DisconnectAsync(true, timeout.Token);
    }

    /// <summary>Connected, and signed in where a user is set.</summary>
    public static async Task<SmtpClient> OpenAsync(SmtpOptions settings, CancellationToken cancellationToken)
    {
        var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(settings.Host!, settings.Port, SecurityOf(settings), cancellationToken);
            if (!string.IsNullOrEmpty(settings.User))
            {
                await client.AuthenticateAsync(settings.User, settings.Password ?? "", cancellationToken);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private Task<List<Guid>> EarlierAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
        mail.Thread is null
            ? Task.FromResult<List<Guid>>([])
            : db.Set<OutgoingMail>()
                .Where(m => m.Thread == mail.Thread && m.To == mail.To && m.Id.CompareTo(mail.Id) < 0)
                .OrderBy(m => m.Id)
                .Select(m => m.Id)
                .Take(MaxThread)
                .ToListAsync(cancellationToken);

    private static SecureSocketOptions SecurityOf(SmtpOptions settings) =>
        !settings.UseTls ? SecureSocketOptions.None
        : settings.Port == ImplicitTlsPort ? SecureSocketOptions.SslOnConnect
        : SecureSocketOptions.StartTls;
}
