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
/// No transaction is open while the server is being talked to. A conversation that hangs keeps its own place only, and no
/// company has more places than its share: another one's mail is on its way at once.
/// </summary>
internal sealed class MailDispatcher(
    QueueClaim claim,
    TenantScope tenants,
    MailServerState server,
    IOptions<SmtpOptions> options,
    TimeProvider time,
    ILogger<MailDispatcher> logger
) : IQueueWorker, ISingletonDependency
{
    /// <summary>Conversations at once; servers allow some ten from one address.</summary>
    private const int MaxRunning = 8;

    /// <summary>Conversations of one tenant at once.</summary>
    private const int Share = 2;

    /// <summary>How long a new mail waits at most while others are on their way.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    /// <summary>For the next attempt of a mail whose conversation hung.</summary>
    private static readonly TimeSpan AfterHanging = TimeSpan.FromMinutes(2);

    /// <summary>Held mails go out when the workspace is verified; this is for those that were being held at that moment.</summary>
    private static readonly TimeSpan WhileUnverified = TimeSpan.FromHours(1);

    /// <summary>By conversation; touched by the one loop only.</summary>
    private readonly Dictionary<Task, Guid> _running = [];

    public async Task<int> RunBatchAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        var count = _running.Count;
        if (count > 0)
        {
            await Task.WhenAny([.. _running.Keys, Task.Delay(Glance, cancellationToken)]);
            foreach (var done in _running.Keys.Where(t => t.IsCompleted).ToList())
            {
                _running.Remove(done);
            }
        }

        return count;
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var isLast = server.IsPaused;
        while (!isLast && _running.Count <= MaxRunning - Share)
        {
            var mails = await claim.TakeAsync<OutgoingMail>(
                OutgoingMailConfiguration.Table,
                nameof(OutgoingMail.NextAttempt),
                WithoutBusyTenants(),
                Share,
                cancellationToken
            );
            foreach (var mail in mails)
            {
                _running.Add(SendAsync(mail, cancellationToken), mail.TenantId);
            }

            isLast = mails.Count == 0;
        }
    }

    private string WithoutBusyTenants()
    {
        var busy = _running.Values.GroupBy(t => t).Where(g => g.Count() >= Share).Select(g => $"'{g.Key.ToString().ToUpperInvariant()}'");
        return string.Join(", ", busy) is { Length: > 0 } list ? $"and q.\"TenantId\" not in ({list})" : "";
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

        if (
            !mail.VerifiesWorkspace && await provider.GetRequiredService<ITenantStore>().IsUnverifiedAsync(mail.TenantId, cancellationToken)
        )
        {
            mail.Hold(time.GetUtcNow().UtcDateTime + WhileUnverified);
            return;
        }

        try
        {
            await provider.GetRequiredService<SmtpTransport>().SendAsync(mail, cancellationToken);
            mail.MarkSent(time.GetUtcNow().UtcDateTime);
            server.Resume();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && MailFaults.Of(e) is { } fault)
        {
            MarkFailed(mail, fault, Describe(e));
        }
    }

    private void MarkFailed(OutgoingMail mail, MailFault fault, string problem)
    {
        var now = time.GetUtcNow().UtcDateTime;
        switch (fault)
        {
            case MailFault.Server:
                mail.Postpone(problem, server.MarkFailed());
                logger.LogError("The mail server takes no mail; all wait and it is asked again: {Problem}", problem);
                return;
            case MailFault.Time:
                mail.Postpone(problem, now + AfterHanging);
                break;
            default:
                mail.MarkFailed(problem, fault == MailFault.Recipient, now);
                server.Resume();
                break;
        }

        logger.LogWarning(
            "Mail {MailId} of tenant {TenantId} was not taken, attempt {Attempt}: {Problem}",
            mail.Id,
            mail.TenantId,
            mail.Attempts,
            problem
        );
    }

    private static string Describe(Exception e) =>
        e.InnerException is { } inner && inner.Message != e.Message ? $"{e.Message} ({inner.Message})" : e.Message;
}
