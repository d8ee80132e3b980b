using CustomerService.Billing.Calls;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Billing.Subscriptions;

public sealed class StripeAwayTests
{
    [Fact]
    public async Task Should_Say_So_And_Change_Nothing_When_A_Person_Waits()
    {
        await using var billing = await BillingTestHost.CreateAsync();
        var input = new ChoosePlanInput { PlanId = await billing.PlanAsync("team") };
        await billing.Peer.FailAsync("/v1/customers", drop: true, times: 3);
        (await Should.ThrowAsync<BusinessException>(() => billing.AdminAsync(s => s.StartCheckoutAsync(input)))).Code.ShouldBe(
            BillingErrorCodes.Unreachable
        );
        (await billing.AccountAsync()).ShouldBeNull();
        await billing.Peer.PayAsync(await billing.AdminAsync(s => s.StartCheckoutAsync(input)));
        await billing.DeliverAsync();
        (await billing.GetAsync()).State.ShouldBe(BillingState.Active);

        await billing.Peer.FailAsync("/v1/invoices", method: "GET", times: 5, status: 503);
        (await Should.ThrowAsync<BusinessException>(() => billing.AdminAsync(s => s.GetInvoicesAsync()))).Code.ShouldBe(
            BillingErrorCodes.Unreachable
        );
        (await billing.GetAsync()).State.ShouldBe(BillingState.Active, "the last known state counts");
    }

    [Fact]
    public async Task Should_Read_Later_What_It_Could_Not_Read_Now()
    {
        await using var billing = await BillingTestHost.CreateAsync();
        await billing.SubscribeAsync();
        await billing.Stripe.V1.Subscriptions.CancelAsync((await billing.AccountAsync())!.SubscriptionId);
        await billing.Peer.FailAsync("/v1/subscriptions", method: "GET", times: 4, status: 500);
        await billing.DeliverAsync();
        (await billing.GetAsync()).State.ShouldBe(BillingState.Active);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            billing.Host.Time.Advance(TimeSpan.FromHours(1));
            await billing.SweepAsync();
        }

        (await billing.GetAsync()).State.ShouldBe(BillingState.Cancelled);
        (await CallsAsync(billing)).ShouldBe(0);
    }

    /// <summary>The work was done and the answer lost: Stripe repeats its 500 under the same key, and the work is not done twice.</summary>
    [Fact]
    public async Task Should_Get_Over_A_Failure_That_Stripe_Remembers()
    {
        await using var billing = await BillingTestHost.CreateAsync();
        await billing.SubscribeAsync();
        await billing.Peer.FailAsync("/v1/subscriptions/", after: true);
        await billing.HireAsync(5);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            billing.Host.Time.Advance(TimeSpan.FromHours(1));
            await billing.SweepAsync();
        }

        var now = await billing.GetAsync();
        (now.Seats, now.Agents).ShouldBe((5, 5));
        (await CallsAsync(billing)).ShouldBe(0);
    }

    [Fact]
    public async Task Should_Tell_Stripe_Once_When_Many_Join_At_Once()
    {
        await using var billing = await BillingTestHost.CreateAsync();
        await billing.SubscribeAsync();
        for (var n = 0; n < 10; n++)
        {
            await billing.HireAsync(1);
        }

        await billing.CalmAsync();
        (await billing.GetAsync()).Seats.ShouldBe(10);
        (await billing.Peer.GetRequestsAsync()).Count(r => r.StartsWith("POST /v1/subscriptions/", StringComparison.Ordinal)).ShouldBe(1);
    }

    private static Task<int> CallsAsync(BillingTestHost billing) =>
        billing.Host.RunAsync(billing.Tenant, p => p.GetRequiredService<CustomerServiceDbContext>().Set<StripeCall>().CountAsync());
}
