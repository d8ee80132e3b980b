using System.Security.Cryptography;
using CustomerService.Framework.EntityFrameworkCore.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerService.Routing.Escalations.Webhooks;

/// <summary>
/// Makes the calls that are due. A loop of its own and not a timer: a system that hangs must not hold up the promises' timers.
/// While it is being talked to, no database connection is held.
/// </summary>
internal sealed class WebhookDispatcher(
    QueueClaim claim,
    TenantScope tenants,
    WebhookSigner signer,
    WebhookSender sender,
    TimeProvider time,
    ILogger<WebhookDispatcher> logger
) : IQueueWorker, ISingletonDependency
{
    /// <summary>All of a batch are made at once, so that the last one ends well within its lease.</summary>
    private const int BatchSize = 16;

    public async Task<int> RunBatchAsync(CancellationToken cancellationToken)
    {
        var calls = await claim.TakeAsync<WebhookCall>(
            WebhookCallConfiguration.Table,
            nameof(WebhookCall.NextAttempt),
            "",
            BatchSize,
            cancellationToken
        );
        await Task.WhenAll(calls.Select(call => SendAsync(call, cancellationToken)));
        return calls.Count;
    }

    private async Task SendAsync(WebhookCall claimed, CancellationToken cancellationToken)
    {
        try
        {
            var secret = await tenants.RunAsync(
                claimed.TenantId,
                async provider =>
                    await provider
                        .GetRequiredService<CustomerServiceDbContext>()
                        .Set<WebhookSecret>()
                        .Where(s => s.EscalationPolicyId == claimed.EscalationPolicyId)
                        .Select(s => s.Protected)
                        .SingleOrDefaultAsync(cancellationToken)
                        is { } stored
                        ? signer.Open(stored)
                        : null,
                cancellationToken
            );
            if (secret is null)
            {
                await FinishAsync(claimed, "The policy has no signing secret", isFinal: true, cancellationToken);
                return;
            }

            await sender.SendAsync(
                new Uri(claimed.Url),
                claimed.Id,
                WebhookSigner.Sign(secret, time.GetUtcNow(), claimed.Body),
                claimed.Body,
                cancellationToken
            );
            await FinishAsync(claimed, null, false, cancellationToken);
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
                claimed.Id,
                claimed.TenantId,
                claimed.Attempts + 1,
                problem
            );
            await FinishAsync(claimed, problem, e is AddressRefusedException, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The lease runs out and another round tries again.
            logger.LogError(e, "Webhook {CallId} of tenant {TenantId} could not be worked on", claimed.Id, claimed.TenantId);
        }
    }

    private Task FinishAsync(WebhookCall claimed, string? problem, bool isFinal, CancellationToken cancellationToken) =>
        tenants.RunAsync(
            claimed.TenantId,
            async provider =>
            {
                var db = provider.GetRequiredService<CustomerServiceDbContext>();
                if (
                    await db.Set<WebhookCall>()
                        .SingleOrDefaultAsync(c => c.Id == claimed.Id && c.LeaseId == claimed.LeaseId, cancellationToken)
                    is not { } call
                )
                {
                    return;
                }

                if (problem is null)
                {
                    db.Remove(call);
                }
                else
                {
                    call.MarkFailed(problem, isFinal, time.GetUtcNow().UtcDateTime);
                    if (call.State == QueueState.Failed)
                    {
                        await provider.GetRequiredService<WebhookManager>().TellDeadLetteredAsync(call, cancellationToken);
                    }
                }
            },
            cancellationToken
        );
}
