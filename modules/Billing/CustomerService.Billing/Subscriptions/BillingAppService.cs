using CustomerService.Billing.Prices;
using CustomerService.Billing.StripeApi;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.Errors;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants;
using CustomerService.Tenants.Plans;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Stripe;

namespace CustomerService.Billing.Subscriptions;

[Authorize(BillingPermissions.Manage)]
internal sealed class BillingAppService(
    AccountManager accounts,
    AccountSync sync,
    Checkout checkout,
    PriceCatalog prices,
    IPlanIntegrationService plans,
    StripeAccess stripe,
    ISiteUrls urls,
    TenantScope scopes,
    ICurrentTenant tenant,
    TimeProvider time
) : IBillingAppService
{
    private const int Invoices = 12;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<BillingDto> GetAsync(CancellationToken cancellationToken = default)
    {
        stripe.RequireOn();
        var account = await accounts.FindAsync(cancellationToken);
        var all = await plans.GetAllAsync(cancellationToken);
        var current = await plans.GetCurrentAsync(cancellationToken);
        var next =
            account is { IsSubscribed: true } && account.PaidPlanId != current.Id
                ? all.FirstOrDefault(p => p.Id == account.PaidPlanId)
                : null;
        return new BillingDto(
            account?.State ?? BillingState.Free,
            ToDto(current),
            next is null ? null : ToDto(next),
            account?.Interval ?? BillingInterval.Month,
            await accounts.CountSeatsAsync(cancellationToken),
            account?.Seats,
            account?.Currency,
            account?.Amount ?? 0,
            account?.PeriodEnd,
            account?.TrialEnd,
            account?.CancelAt,
            account?.KeepUntil,
            account?.NextAttempt,
            account?.PaymentUrl,
            account is not null,
            account?.HasPendingUpdate ?? false,
            account?.TriedAt is null,
            [.. all.Where(p => p.State == PlanState.Public && !p.Prices.IsFree).Select(ToDto)]
        );
    }

    public async Task<IReadOnlyList<InvoiceDto>> GetInvoicesAsync(CancellationToken cancellationToken = default)
    {
        if (await accounts.FindAsync(cancellationToken) is not { } account)
        {
            return [];
        }

        var found = await stripe.AskAsync(
            c =>
                c.V1.Invoices.ListAsync(
                    new InvoiceListOptions { Customer = account.CustomerId, Limit = Invoices },
                    cancellationToken: cancellationToken
                ),
            cancellationToken
        );
        return [.. found.Data.Select(ToDto)];
    }

    public async Task<NextInvoiceDto?> GetNextInvoiceAsync(CancellationToken cancellationToken = default)
    {
        if (await accounts.FindAsync(cancellationToken) is not { IsSubscribed: true, CancelAt: null } account)
        {
            return null;
        }

        var next = await stripe.AskAsync(
            c =>
                c.V1.Invoices.CreatePreviewAsync(
                    new InvoiceCreatePreviewOptions { Customer = account.CustomerId, Subscription = account.SubscriptionId },
                    cancellationToken: cancellationToken
                ),
            cancellationToken
        );
        return new NextInvoiceDto(
            next.NextPaymentAttempt ?? account.PeriodEnd ?? next.PeriodEnd,
            StripeAmount.ToMinor(next.AmountDue, next.Currency),
            next.Currency.ToUpperInvariant()
        );
    }

    public async Task<string> StartCheckoutAsync(ChoosePlanInput input, CancellationToken cancellationToken = default)
    {
        stripe.RequireOn();
        var plan = await GetSoldAsync(input.PlanId, cancellationToken);
        return await checkout.StartAsync(plan, input, await UrlAsync(cancellationToken), cancellationToken);
    }

    public async Task ChangePlanAsync(ChoosePlanInput input, CancellationToken cancellationToken = default)
    {
        var plan = await GetSoldAsync(input.PlanId, cancellationToken);
        var account = await GetSubscribedAsync(cancellationToken);
        var change = PlanChange.Between(account, plan, input.Interval, await accounts.CountSeatsAsync(cancellationToken));
        var priced = await prices.GetAsync(plan, input.Interval, cancellationToken);
        if (!change.IsLarger)
        {
            // Committed before Stripe is asked: it tells of the change at once, and nobody may lose what was paid for.
            await scopes.RunAsync(
                tenant.Id,
                provider => provider.GetRequiredService<AccountManager>().HoldAsync(cancellationToken),
                cancellationToken
            );
        }

        await stripe.AskAsync(
            c =>
                c.V1.Subscriptions.UpdateAsync(
                    account.SubscriptionId,
                    change.ToOptions(account, priced),
                    new RequestOptions { IdempotencyKey = input.RequestId.ToString() },
                    cancellationToken
                ),
            cancellationToken
        );
        await RefreshAsync(cancellationToken);
    }

    public async Task<string> OpenPortalAsync(CancellationToken cancellationToken = default)
    {
        var account = await accounts.FindAsync(cancellationToken) ?? throw BusinessException.NotFound(BillingErrorCodes.NoSubscription);
        var url = await UrlAsync(cancellationToken);
        var session = await stripe.AskAsync(
            c =>
                c.V1.BillingPortal.Sessions.CreateAsync(
                    new()
                    {
                        Customer = account.CustomerId,
                        ReturnUrl = url + "?back=portal",
                        Locale = Checkout.Locale,
                    },
                    cancellationToken: cancellationToken
                ),
            cancellationToken
        );
        return session.Url;
    }

    public Task CancelAsync(CancellationToken cancellationToken = default) => EndWithPeriodAsync(true, cancellationToken);

    public Task ResumeAsync(CancellationToken cancellationToken = default) => EndWithPeriodAsync(false, cancellationToken);

    public async Task StayFreeAsync(CancellationToken cancellationToken = default)
    {
        if (await accounts.FindAsync(cancellationToken) is not { State: BillingState.Cancelled })
        {
            throw BusinessException.Conflict(BillingErrorCodes.NothingToChange);
        }

        await accounts.StayFreeAsync(cancellationToken);
    }

    public async Task RefreshAsync(CancellationToken cancellationToken = default) =>
        await stripe.AskAsync(_ => sync.RunAsync(cancellationToken), cancellationToken);

    public async Task<BillingNoticeDto?> GetNoticeAsync(CancellationToken cancellationToken = default)
    {
        if (!stripe.IsOn || await accounts.FindAsync(cancellationToken) is not { } account)
        {
            return null;
        }

        return account.State switch
        {
            BillingState.Grace => new BillingNoticeDto(
                account.IsGrowthStopped ? BillingNotice.GrowthStopped : BillingNotice.PaymentFailed,
                account.NextAttempt,
                account.PaymentUrl
            ),
            BillingState.Restricted => new BillingNoticeDto(BillingNotice.Restricted, null, account.PaymentUrl),
            BillingState.Cancelled => new BillingNoticeDto(BillingNotice.Cancelled, account.KeepUntil, null),
            BillingState.Trialing when account.TrialEnd - Now <= TimeSpan.FromDays(3) => new BillingNoticeDto(
                BillingNotice.TrialEnds,
                account.TrialEnd,
                null
            ),
            _ => null,
        };
    }

    private static SoldPlanDto ToDto(PlanDto plan) =>
        new(
            plan.Id,
            plan.Label().Label,
            plan.Description,
            plan.Prices.Currency,
            plan.Prices.SeatMonthly,
            plan.Prices.SeatYearly,
            plan.Prices.FixedMonthly,
            plan.Prices.FixedYearly,
            plan.TrialDays
        );

    private static InvoiceDto ToDto(Invoice invoice) =>
        new(
            invoice.Number ?? "",
            invoice.Created,
            StripeAmount.ToMinor(invoice.Total, invoice.Currency),
            invoice.Currency.ToUpperInvariant(),
            invoice.Status,
            invoice.HostedInvoiceUrl,
            invoice.InvoicePdf
        );

    private async Task EndWithPeriodAsync(bool ends, CancellationToken cancellationToken)
    {
        var account = await GetSubscribedAsync(cancellationToken);
        await stripe.AskAsync(
            c =>
                c.V1.Subscriptions.UpdateAsync(
                    account.SubscriptionId,
                    new SubscriptionUpdateOptions { CancelAtPeriodEnd = ends },
                    cancellationToken: cancellationToken
                ),
            cancellationToken
        );
        await RefreshAsync(cancellationToken);
    }

    private Task<string> UrlAsync(CancellationToken cancellationToken) => urls.AbsoluteAsync(BillingMails.Page, cancellationToken);

    private async Task<PlanDto> GetSoldAsync(Guid id, CancellationToken cancellationToken) =>
        (await plans.GetAllAsync(cancellationToken)).FirstOrDefault(p => p.Id == id && p.State == PlanState.Public)
            is { Prices.IsFree: false } plan
            ? plan
            : throw BusinessException.NotFound(TenantsErrorCodes.UnknownPlan);

    private async Task<BillingAccount> GetSubscribedAsync(CancellationToken cancellationToken) =>
        await accounts.FindAsync(cancellationToken) is { IsSubscribed: true, SubscriptionId: not null } account
            ? account
            : throw BusinessException.Conflict(BillingErrorCodes.NoSubscription);
}
