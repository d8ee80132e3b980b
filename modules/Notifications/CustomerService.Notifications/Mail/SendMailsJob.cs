using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Outgoing;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CustomerService.Notifications.Mail;

/// <summary>The current tenant, or the host, has mails to send.</summary>
[JobQueue(JobQueues.Mail)]
internal sealed record SendMailsArgs
{
    /// <summary>Somebody has mended the mail server and wants to see: it is asked at once.</summary>
    public bool Resumes { get; init; }
}

internal sealed class SendMailsJob(
    OutgoingQueue<OutgoingMail> queue,
    TenantScope scopes,
    ICurrentTenant tenant,
    IBackgroundJobManager jobs,
    MailServerState server,
    IOptions<SmtpOptions> options,
    TimeProvider time,
    ILogger<SendMailsJob> logger
) : OutgoingJob<OutgoingMail, SendMailsArgs>(queue, scopes, tenant, jobs, time, logger)
{
    /// <summary>For the next attempt of a mail whose conversation hung.</summary>
    private static readonly TimeSpan AfterHanging = TimeSpan.FromMinutes(2);

    /// <summary>Held mails go out when the workspace is verified; this is for those that were being held at that moment.</summary>
    private static readonly TimeSpan WhileUnverified = TimeSpan.FromHours(1);

    /// <summary>Servers allow some ten from one address, and six tenants have their turn at once.</summary>
    protected override int Conversations => 2;

    protected override bool IsPaused => server.IsPaused;

    public override Task ExecuteAsync(SendMailsArgs args, CancellationToken cancellationToken = default)
    {
        if (args.Resumes)
        {
            server.Resume();
        }

        return base.ExecuteAsync(args, cancellationToken);
    }

    protected override async Task<Outcome> SendAsync(OutgoingMail mail, IServiceProvider provider, CancellationToken cancellationToken)
    {
        if (!options.Value.IsSetUp)
        {
            mail.MarkNotSetUp();
            return Outcome.Done;
        }

        if (
            !mail.VerifiesWorkspace && await provider.GetRequiredService<ITenantStore>().IsUnverifiedAsync(mail.TenantId, cancellationToken)
        )
        {
            mail.Hold(Now + WhileUnverified);
            return Outcome.Later;
        }

        try
        {
            await provider.GetRequiredService<SmtpTransport>().SendAsync(mail, cancellationToken);
            mail.MarkSent(Now);
            server.Resume();
            return Outcome.Done;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (MailFaults.Of(e) is { } fault)
            {
                return MarkFailed(mail, fault, Describe(e));
            }

            logger.LogError(e, "Mail {MailId} of tenant {TenantId} could not be written", mail.Id, mail.TenantId);
            return MarkFailed(mail, MailFault.Mail, "It could not be written; the log of the server says why");
        }
    }

    private Outcome MarkFailed(OutgoingMail mail, MailFault fault, string problem)
    {
        var now = Now;
        switch (fault)
        {
            case MailFault.Server:
                mail.Postpone(problem, server.MarkFailed());
                logger.LogError("The mail server takes no mail; all wait and it is asked again: {Problem}", problem);
                return Outcome.Later;
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
        return mail.State != MailState.Pending ? Outcome.Done
            : fault == MailFault.Time ? Outcome.Hung
            : Outcome.Later;
    }

    private static string Describe(Exception e) =>
        e.InnerException is { } inner && inner.Message != e.Message ? $"{e.Message} ({inner.Message})" : e.Message;
}

internal sealed class MailSweep(
    OutgoingQueue<OutgoingMail> queue,
    ICurrentTenant tenant,
    IBackgroundJobManager jobs,
    MailServerState server
) : OutgoingSweep<OutgoingMail, SendMailsArgs>(queue, tenant, jobs)
{
    public override string RecurringJobId => "mail.waiting";

    public override Task DoWorkAsync(CancellationToken cancellationToken = default) =>
        server.IsPaused ? Task.CompletedTask : base.DoWorkAsync(cancellationToken);
}
