using CustomerService.Billing.Prices;
using CustomerService.Framework.Errors;
using CustomerService.Tenants.Plans;
using Stripe;

namespace CustomerService.Billing.Subscriptions;

/// <summary>The way from what a company pays now to another plan or interval.</summary>
/// <param name="IsLarger">It costs more by the month, or is paid for a year at once: it begins now, when it is paid.</param>
internal sealed record PlanChange(bool IsLarger, int Seats, bool IsTrial)
{
    private const int MonthsInYear = 12;

    /// <exception cref="BusinessException">There is no such way.</exception>
    public static PlanChange Between(BillingAccount account, PlanDto plan, BillingInterval interval, int seats)
    {
        if (account.State == BillingState.Grace)
        {
            throw BusinessException.Conflict(BillingErrorCodes.PaymentOpen);
        }

        if (account.PaidPlanId == plan.Id && account.Interval == interval)
        {
            throw BusinessException.Conflict(BillingErrorCodes.NothingToChange);
        }

        if (account.Currency != plan.Prices.Currency)
        {
            throw new BusinessException(BillingErrorCodes.OtherCurrency).WithData("Currency", account.Currency);
        }

        if (account.Interval == BillingInterval.Year && interval == BillingInterval.Month)
        {
            throw new BusinessException(BillingErrorCodes.ShorterInterval).WithData("Date", account.PeriodEnd);
        }

        var amount = Enum.GetValues<PriceKind>().Sum(k => PriceKey.AmountOf(plan.Prices, k, interval) * (k == PriceKind.Seat ? seats : 1));
        var monthly = interval == BillingInterval.Year ? amount / MonthsInYear : amount;
        return new PlanChange(
            interval != account.Interval || monthly > account.MonthlyAmount,
            seats,
            account.State == BillingState.Trialing
        );
    }

    public SubscriptionUpdateOptions ToOptions(BillingAccount account, IReadOnlyDictionary<PriceKind, string> prices) =>
        new()
        {
            Items =
            [
                .. new[]
                {
                    Item(account.SeatItemId, prices.GetValueOrDefault(PriceKind.Seat), Seats),
                    Item(account.FixedItemId, prices.GetValueOrDefault(PriceKind.Fixed), 1),
                }.OfType<SubscriptionItemOptions>(),
            ],
            ProrationBehavior = IsLarger && !IsTrial ? "always_invoice" : "none",
            // The change waits at Stripe until its invoice is paid.
            PaymentBehavior = IsLarger && !IsTrial ? "pending_if_incomplete" : null,
        };

    private static SubscriptionItemOptions? Item(string? present, string? price, int quantity) =>
        (present, price) switch
        {
            (null, null) => null,
            (not null, null) => new SubscriptionItemOptions { Id = present, Deleted = true },
            _ => new SubscriptionItemOptions
            {
                Id = present,
                Price = price,
                Quantity = quantity,
            },
        };
}
