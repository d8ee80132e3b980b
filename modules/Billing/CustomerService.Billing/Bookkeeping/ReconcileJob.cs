using CustomerService.Billing.StripeApi;
using CustomerService.Framework.BackgroundJobs;

namespace CustomerService.Billing.Bookkeeping;

/// <summary>An operator wants the accounts compared with Stripe now.</summary>
[JobQueue(JobQueues.Maintenance)]
internal sealed record ReconcileArgs;

internal sealed class ReconcileJob(Reconciler reconciler) : AsyncBackgroundJob<ReconcileArgs>
{
    public override Task ExecuteAsync(ReconcileArgs args, CancellationToken cancellationToken = default) =>
        reconciler.RunAsync(cancellationToken);
}

/// <summary>Once a day.</summary>
internal sealed class ReconcileWorker(Reconciler reconciler, StripeAccess stripe) : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "billing.reconcile";

    public override string CronExpression => "43 3 * * *";

    public override Task DoWorkAsync(CancellationToken cancellationToken = default) =>
        stripe.IsOn ? reconciler.RunAsync(cancellationToken) : Task.CompletedTask;
}
