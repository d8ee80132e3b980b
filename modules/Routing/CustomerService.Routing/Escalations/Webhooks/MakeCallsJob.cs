using System.Security.Cryptography;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outgoing;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerService.Routing.Escalations.Webhooks;

/// <summary>The current tenant has calls to make.</summary>
[JobQueue(JobQueues.Calls)]
internal sealed record MakeCallsArgs;

internal sealed class MakeCallsJob(
    OutgoingQueue<WebhookCall> queue,
    TenantScope scopes,
    ICurrentTenant tenant,
    IBackgroundJobManager jobs,
    WebhookSigner signer,
    WebhookSender sender,
    TimeProvider time,
    ILogger<MakeCallsJob> logger
) : OutgoingJob<WebhookCall, MakeCallsArgs>(queue, scopes, tenant, jobs, time, logger)
{
    protected override int Conversations => 4;

    protected override async Task<Outcome> SendAsync(WebhookCall call, IServiceProvider provider, CancellationToken cancellationToken)
    {
        var db = provider.GetRequiredService<CustomerServiceDbContext>();
        try
        {
            if (await FindSecretAsync(db, call, cancellationToken) is not { } secret)
            {
                return await FailAsync(call, "The policy has no signing secret", isFinal: true, provider, cancellationToken);
            }

            await sender.SendAsync(new Uri(call.Url), call.Id, WebhookSigner.Sign(secret, Now, call.Body), call.Body, cancellationToken);
            db.Remove(call);
            return Outcome.Done;
        }
        catch (Exception e)
            when (e is HttpRequestException or AddressRefusedException or CryptographicException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            var problem =
                e is OperationCanceledException ? "No answer in time"
                : e is CryptographicException ? "The signing secret cannot be read; make a new one"
                : e.Message;
            logger.LogWarning(
                "Webhook {CallId} of tenant {TenantId} did not get through, attempt {Attempt}: {Problem}",
                call.Id,
                call.TenantId,
                call.Attempts + 1,
                problem
            );
            var outcome = await FailAsync(call, problem, e is AddressRefusedException, provider, cancellationToken);
            return outcome == Outcome.Later && e is OperationCanceledException ? Outcome.Hung : outcome;
        }
    }

    private async Task<string?> FindSecretAsync(CustomerServiceDbContext db, WebhookCall call, CancellationToken cancellationToken) =>
        await db.Set<WebhookSecret>()
            .Where(s => s.EscalationPolicyId == call.EscalationPolicyId)
            .Select(s => s.Protected)
            .SingleOrDefaultAsync(cancellationToken)
            is { } stored
            ? signer.Open(stored)
            : null;

    private async Task<Outcome> FailAsync(
        WebhookCall call,
        string problem,
        bool isFinal,
        IServiceProvider provider,
        CancellationToken cancellationToken
    )
    {
        call.MarkFailed(problem, isFinal, Now);
        if (call.State != QueueState.Failed)
        {
            return Outcome.Later;
        }

        await provider.GetRequiredService<WebhookManager>().TellDeadLetteredAsync(call, cancellationToken);
        return Outcome.Done;
    }
}

internal sealed class CallSweep(OutgoingQueue<WebhookCall> queue, ICurrentTenant tenant, IBackgroundJobManager jobs)
    : OutgoingSweep<WebhookCall, MakeCallsArgs>(queue, tenant, jobs)
{
    public override string RecurringJobId => "webhooks.waiting";
}
