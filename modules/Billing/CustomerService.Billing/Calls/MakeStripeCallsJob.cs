using CustomerService.Billing.StripeApi;
using CustomerService.Billing.Subscriptions;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outgoing;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stripe;

namespace CustomerService.Billing.Calls;

/// <summary>The current tenant has something to do at Stripe.</summary>
[JobQueue(JobQueues.Calls)]
internal sealed record MakeStripeCallsArgs;

internal sealed class MakeStripeCallsJob(
    OutgoingQueue<StripeCall> queue,
    TenantScope scopes,
    ICurrentTenant tenant,
    IBackgroundJobManager jobs,
    StripeAccess stripe,
    IOptions<StripeOptions> options,
    TimeProvider time,
    ILogger<MakeStripeCallsJob> logger
) : OutgoingJob<StripeCall, MakeStripeCallsArgs>(queue, scopes, tenant, jobs, time, logger)
{
    /// <summary>What one tells, the next one reads.</summary>
    protected override int Conversations => 1;

    protected override async Task<Outcome> SendAsync(StripeCall call, IServiceProvider provider, CancellationToken cancellationToken)
    {
        try
        {
            await DoAsync(call, provider, cancellationToken);
            provider.GetRequiredService<CustomerServiceDbContext>().Remove(call);
            return Outcome.Done;
        }
        catch (Exception e) when (e is StripeException || (StripeAccess.IsAway(e) && !cancellationToken.IsCancellationRequested))
        {
            logger.LogWarning(
                "{Kind} at Stripe failed for tenant {TenantId}, attempt {Attempt}: {Problem}",
                call.Kind,
                call.TenantId,
                call.Attempts + 1,
                e.Message
            );
            call.MarkFailed(e.Message, isFinal: !StripeAccess.IsAway(e), Now);
            return e is OperationCanceledException ? Outcome.Hung : Outcome.Later;
        }
    }

    private async Task DoAsync(StripeCall call, IServiceProvider provider, CancellationToken cancellationToken)
    {
        if (call.Kind == CallKind.Read)
        {
            await provider.GetRequiredService<CallQueue>().ForgetReadsAsync(call, cancellationToken);
        }
        else if (
            await provider.GetRequiredService<AccountManager>().FindAsync(cancellationToken)
                is { IsSubscribed: true, SubscriptionId: { } subscription } account
            && Describe(call, account) is { } change
        )
        {
            await stripe.Client.V1.Subscriptions.UpdateAsync(
                subscription,
                change,
                new RequestOptions { IdempotencyKey = call.IdempotencyKey },
                cancellationToken
            );
        }

        await provider.GetRequiredService<AccountSync>().RunAsync(cancellationToken);
    }

    /// <returns>null when there is nothing to tell: a plan without a part for each agent.</returns>
    private SubscriptionUpdateOptions? Describe(StripeCall call, BillingAccount account) =>
        call.Kind != CallKind.Seats ? new() { CancelAtPeriodEnd = call.Kind == CallKind.End }
        : account.SeatItemId is not { } item ? null
        : new()
        {
            Items = [new() { Id = item, Quantity = call.Seats }],
            ProrationBehavior = options.Value.Seats == SeatChanges.Prorated ? "create_prorations" : "none",
        };
}

internal sealed class StripeCallSweep(OutgoingQueue<StripeCall> queue, ICurrentTenant tenant, IBackgroundJobManager jobs)
    : OutgoingSweep<StripeCall, MakeStripeCallsArgs>(queue, tenant, jobs)
{
    public override string RecurringJobId => "billing.calls";
}
