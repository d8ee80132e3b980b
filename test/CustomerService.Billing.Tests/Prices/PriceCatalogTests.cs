using CustomerService.Billing.Bookkeeping;
using CustomerService.Billing.StripeApi;
using CustomerService.Billing.Subscriptions;
using CustomerService.Tenants.Plans;

namespace CustomerService.Billing.Prices;

public sealed class PriceCatalogTests
{
    [Fact]
    public async Task Should_Match_What_Is_There_And_Replace_What_Costs_Otherwise_Now()
    {
        await using var billing = await BillingTestHost.CreateAsync();
        (await SyncAsync(billing)).ShouldSatisfyAllConditions(s => s.Made.ShouldBe(0), s => s.Matched.ShouldBe(4));

        var team = await billing.PlanAsync("team");
        await billing.OperatorAsync<IHostPlanAppService, Guid>(async s =>
        {
            var form = await s.GetFormAsync(team);
            (form.Input.SeatMonthly, form.Input.FixedMonthly) = (12900, 50000);
            return await s.SaveAsync(form.Input);
        });
        (await SyncAsync(billing)).ShouldSatisfyAllConditions(s => s.Made.ShouldBe(2), s => s.Matched.ShouldBe(3));
        var prices = await billing.Stripe.V1.Prices.ListAsync(
            new() { LookupKeys = ["team-v1-seat-month", "team-v1-fixed-month"], Active = true }
        );
        prices.Data.Select(p => p.UnitAmount).Order().ShouldBe([12900, 50000]);

        await billing.SubscribeAsync();
        var now = await billing.GetAsync();
        (now.Amount, now.Seats).ShouldBe((62900L, 1));
    }

    [Theory]
    [InlineData("team-v2-seat-month", "team", 2, PriceKind.Seat, BillingInterval.Month)]
    [InlineData("very-large-v10-fixed-year", "very-large", 10, PriceKind.Fixed, BillingInterval.Year)]
    public void Should_Read_Back_What_It_Writes(string key, string plan, int version, object kind, BillingInterval interval)
    {
        var parsed = PriceKey.Parse(key).ShouldNotBeNull();
        parsed.ShouldBe(new PriceKey(plan, version, (PriceKind)kind, interval));
        parsed.ToString().ShouldBe(key);
    }

    [
        Theory,
        InlineData(null),
        InlineData(""),
        InlineData("standard_monthly"),
        InlineData("team-vx-seat-month"),
        InlineData("v1-seat-month")
    ]
    public void Should_Leave_Prices_Of_Others_Alone(string? key) => PriceKey.Parse(key).ShouldBeNull();

    /// <summary>docs.stripe.com/currencies: two digits that are always zero, and three of which the last is.</summary>
    [Theory]
    [InlineData(990, "CNY", 990L)]
    [InlineData(990, "JPY", 990L)]
    [InlineData(990, "ISK", 99000L)]
    [InlineData(990, "UGX", 99000L)]
    [InlineData(9990, "KWD", 9990L)]
    [InlineData(9995, "KWD", null)]
    public void Should_Write_Amounts_As_Stripe_Counts_Them(long minor, string currency, long? stripe)
    {
        StripeAmount.Of(minor, currency).ShouldBe(stripe);
        if (stripe is { } known)
        {
            StripeAmount.ToMinor(known, currency).ShouldBe(minor);
        }
    }

    private static Task<PriceSyncDto> SyncAsync(BillingTestHost billing) =>
        billing.OperatorAsync<IHostBillingAppService, PriceSyncDto>(s => s.SyncPricesAsync());
}
