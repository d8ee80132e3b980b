using System.Globalization;
using CustomerService.Billing.Bookkeeping;
using CustomerService.Billing.StripeApi;
using CustomerService.Billing.Subscriptions;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Tenants.Plans;
using Microsoft.Extensions.Localization;
using Stripe;

namespace CustomerService.Billing.Prices;

/// <summary>The plans as Stripe's products and prices. A price there never changes: another amount is another price.</summary>
internal sealed class PriceCatalog(StripeAccess stripe, IPlanIntegrationService plans, IStringLocalizer localizer) : ITransientDependency
{
    /// <summary>Makes what is missing, and matches what is there; running twice is one effect.</summary>
    public async Task<PriceSyncDto> SyncAsync(CancellationToken cancellationToken)
    {
        var (made, matched, problems) = (0, 0, new List<string>());
        foreach (var plan in (await plans.GetAllAsync(cancellationToken)).Where(p => p.State is PlanState.Public or PlanState.Hidden))
        {
            if (Parts(plan).FirstOrDefault(p => StripeAmount.Of(p.Amount, plan.Prices.Currency) is null) is { Key: not null } odd)
            {
                var amount = Money.Format(odd.Amount, plan.Prices.Currency);
                problems.Add(localizer.Format(BillingErrorCodes.AmountNotPayable, ("Plan", plan.Label().Label), ("Amount", amount)));
                continue;
            }

            var there = (await FindAsync([.. Parts(plan).Select(p => p.Key)], cancellationToken)).ToLookup(p => p.LookupKey);
            string? product = null;
            foreach (var (key, amount) in Parts(plan))
            {
                var stale = there[key.ToString()].Where(p => !Is(p, plan, amount)).ToList();
                if (there[key.ToString()].Any(p => Is(p, plan, amount)))
                {
                    matched++;
                }
                else
                {
                    product ??= await SaveProductAsync(plan, cancellationToken);
                    await MakeAsync(plan, product, key, amount, cancellationToken);
                    made++;
                }

                foreach (var price in stale)
                {
                    await stripe.AskAsync(
                        c =>
                            c.V1.Prices.UpdateAsync(
                                price.Id,
                                new PriceUpdateOptions { Active = false },
                                cancellationToken: cancellationToken
                            ),
                        cancellationToken
                    );
                }
            }
        }

        return new PriceSyncDto(made, matched, problems);
    }

    /// <returns>The ids of the plan's prices; a plan has a part for each agent, a fixed one, or both.</returns>
    /// <exception cref="BusinessException">Stripe does not know the plan as it is now.</exception>
    public async Task<IReadOnlyDictionary<PriceKind, string>> GetAsync(
        PlanDto plan,
        BillingInterval interval,
        CancellationToken cancellationToken
    )
    {
        var parts = Parts(plan).Where(p => p.Key.Interval == interval).ToList();
        if (parts.Count == 0)
        {
            throw new BusinessException(BillingErrorCodes.PlanNotSold).WithData("Plan", plan.Name);
        }

        var there = await FindAsync([.. parts.Select(p => p.Key)], cancellationToken);
        return parts.ToDictionary(
            p => p.Key.Kind,
            p =>
                there.FirstOrDefault(t => t.LookupKey == p.Key.ToString() && Is(t, plan, p.Amount))?.Id
                ?? throw new BusinessException(BillingErrorCodes.NotSynced).WithData("Plan", plan.Name)
        );
    }

    private static IEnumerable<(PriceKey Key, long Amount)> Parts(PlanDto plan) =>
        from interval in Enum.GetValues<BillingInterval>()
        from kind in Enum.GetValues<PriceKind>()
        let amount = PriceKey.AmountOf(plan.Prices, kind, interval)
        where amount > 0
        select (PriceKey.Of(plan, kind, interval), amount);

    private static bool Is(Price price, PlanDto plan, long amount) =>
        string.Equals(price.Currency, plan.Prices.Currency, StringComparison.OrdinalIgnoreCase)
        && price.UnitAmount == StripeAmount.Of(amount, plan.Prices.Currency);

    private async Task<IReadOnlyList<Price>> FindAsync(IReadOnlyList<PriceKey> keys, CancellationToken cancellationToken) =>
        keys.Count == 0
            ? []
            : (
                await stripe.AskAsync(
                    c =>
                        c.V1.Prices.ListAsync(
                            new PriceListOptions
                            {
                                Active = true,
                                LookupKeys = [.. keys.Select(k => k.ToString())],
                                Limit = 100,
                            },
                            cancellationToken: cancellationToken
                        ),
                    cancellationToken
                )
            ).Data;

    /// <summary>One product for all versions of a plan, under an id that is made of its key.</summary>
    private Task<string> SaveProductAsync(PlanDto plan, CancellationToken cancellationToken) =>
        stripe.AskAsync(
            async client =>
            {
                var id = $"plan-{plan.Key}";
                try
                {
                    await client.V1.Products.GetAsync(id, cancellationToken: cancellationToken);
                }
                catch (StripeException e) when (e.HttpStatusCode == System.Net.HttpStatusCode.NotFound)
                {
                    await client.V1.Products.CreateAsync(
                        new ProductCreateOptions
                        {
                            Id = id,
                            Name = plan.Name,
                            Metadata = new() { ["plan"] = plan.Key },
                        },
                        cancellationToken: cancellationToken
                    );
                }

                return id;
            },
            cancellationToken
        );

    private Task<Price> MakeAsync(PlanDto plan, string product, PriceKey key, long amount, CancellationToken cancellationToken) =>
        stripe.AskAsync(
            c =>
                c.V1.Prices.CreateAsync(
                    new PriceCreateOptions
                    {
                        Product = product,
#pragma warning disable CA1308 // Stripe's own spelling
                        Currency = plan.Prices.Currency.ToLowerInvariant(),
                        Recurring = new() { Interval = key.Interval.ToString().ToLowerInvariant() },
#pragma warning restore CA1308
                        UnitAmount = StripeAmount.Of(amount, plan.Prices.Currency),
                        LookupKey = key.ToString(),
                        TransferLookupKey = true,
                        Nickname = plan.Label().Label,
                        Metadata = new() { ["plan"] = plan.Key, ["version"] = plan.Version.ToString(CultureInfo.InvariantCulture) },
                    },
                    cancellationToken: cancellationToken
                ),
            cancellationToken
        );
}
