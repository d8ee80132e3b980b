using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Notifications.Mail;

/// <summary>Does the mail server answer, and does it take what it is given?</summary>
internal sealed class MailDoctorCheck(IOptions<SmtpOptions> options, TenantScope scopes) : IDoctorCheck
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

        var server = $"{settings.Host}:{settings.Port}";
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(Patience);
            using var client = await SmtpTransport.OpenAsync(settings, timeout.Token);
            await client.DisconnectAsync(true, timeout.Token);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && MailFaults.Of(e) is not null)
        {
            return DoctorResult.Fail(
                $"{server} does not take mails: {(e is OperationCanceledException ? "no answer" : e.Message)}",
                "Check Smtp__Host, Smtp__Port (with Smtp__UseTls: 465 speaks TLS at once, 587 and 25 after STARTTLS), Smtp__User, "
                    + "Smtp__Password and the firewall. Mails wait until it does; none is lost."
            );
        }

        using var sweep = HostSweep.Begin();
        var refusal = await scopes.RunAsync(
            null,
            p => FindRefusalAsync(p.GetRequiredService<CustomerServiceDbContext>(), cancellationToken),
            cancellationToken
        );
        return refusal is var (waiting, problem)
            ? DoctorResult.Warn(
                $"{server} answers, but {waiting} emails wait because it did not take them: {problem}",
                "Mend what the server complains of; the emails then go out by themselves."
            )
            : DoctorResult.Ok($"{server} answers");
    }

    /// <returns>How many emails of all companies wait for the server, and what it said to the last of them.</returns>
    private static async Task<(int Waiting, string Problem)?> FindRefusalAsync(
        CustomerServiceDbContext db,
        CancellationToken cancellationToken
    )
    {
        var waiting = db.Set<OutgoingMail>().IgnoreQueryFilters().Where(m => m.State == MailState.Pending && m.IsPostponed);
        return
            await waiting.OrderByDescending(m => m.NextAttempt).Select(m => m.LastError).FirstOrDefaultAsync(cancellationToken)
                is { } problem
            ? (await waiting.CountAsync(cancellationToken), problem)
            : null;
    }
}
