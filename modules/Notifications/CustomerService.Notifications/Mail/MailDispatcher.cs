using CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CustomerService.Notifications.Mail;

/// <summary>
/// Sends what is due. A loop of its own and not a timer: a mail server that hangs must not hold up the promises' timers.
/// No transaction is open while the server is being talked to.
/// </summary>
internal sealed class MailDispatcher(
    QueueClaim claim,
    TenantScope tenants,
    IOptions<SmtpOptions> options,
    TimeProvider time,
    ILogger<MailDispatcher> logger
) : IQueueWorker, ISingletonDependency
{
    /// <summary>All of a batch are sent at once, so that the last one begins well within its lease.</summary>
    private const int BatchSize = 4;

    public async Task<int> RunBatchAsync(CancellationToken cancellationToken)
    {
        var mails = await claim.TakeAsync<OutgoingMail>(
            OutgoingMailConfiguration.Table,
            nameof(OutgoingMail.NextAttempt),
            "",
            BatchSize,
            cancellationToken
        );
        await Task.WhenAll(mails.Select(mail => SendAsync(mail, cancellationToken)));
        return mails.Count;
    }

    private async Task SendAsync(OutgoingMail claimed, CancellationToken cancellationToken)
    {
        try
        {
            await tenants.RunAsync(
                claimed.TenantId,
                async provider =>
                {
                    var db = provider.GetRequiredService<CustomerServiceDbContext>();
                    if (
                        await db.Set<OutgoingMail>()
                            .SingleOrDefaultAsync(m => m.Id == claimed.Id && m.LeaseId == claimed.LeaseId, cancellationToken) is
                        { } mail
                    )
                    {
                        await TrySendAsync(mail, provider, cancellationToken);
                    }
                },
                cancellationToken
            );
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The lease runs out and another round tries again.
            logger.LogError(e, "Mail {MailId} of tenant {TenantId} could not be worked on", claimed.Id, claimed.TenantId);
        }
    }

    private async Task TrySendAsync(OutgoingMail mail, IServiceProvider provider, CancellationToken cancellationToken)
    {
        if (!options.Value.IsSetUp)
        {
            mail.MarkNotSetUp();
            return;
        }

        try
        {
            await provider.GetRequiredService<SmtpTransport>().SendAsync(mail, cancellationToken);
            mail.MarkSent(time.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (SmtpTransport.IsExpected(e) && !cancellationToken.IsCancellationRequested)
        {
            mail.MarkFailed(Describe(e), SmtpTransport.IsFinal(e), time.GetUtcNow().UtcDateTime);
            logger.LogWarning(
                "Mail {MailId} of tenant {TenantId} was not taken, attempt {Attempt}: {Problem}",
                mail.Id,
                mail.TenantId,
                mail.Attempts,
                e.Message
            );
        }
    }

    private static string Describe(Exception e) =>
        e.InnerException is { } inner && inner.Message != e.Message ? $"{e.Message} ({inner.Message})" : e.Message;
}
