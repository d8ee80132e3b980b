using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.TestBase;

namespace CustomerService.Billing.Subscriptions;

public sealed class CheckoutTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Lead_Two_Tabs_To_One_Subscription(DatabaseProvider provider)
    {
        await using var billing = await BillingTestHost.CreateAsync(provider);
        var (team, business) = (await billing.PlanAsync("team"), await billing.PlanAsync("business"));
        var first = new ChoosePlanInput { PlanId = team };
        var url = await billing.AdminAsync(s => s.StartCheckoutAsync(first));
        var other = await billing.AdminAsync(s => s.StartCheckoutAsync(new ChoosePlanInput { PlanId = business }));
        other.ShouldNotBe(url);
        await Should.ThrowAsync<HttpRequestException>(() => billing.Peer.PayAsync(url), "the earlier page is closed");
        await billing.Peer.PayAsync(other);

        // Stripe has not told yet; it is asked.
        (
            await Should.ThrowAsync<BusinessException>(() =>
                billing.AdminAsync(s => s.StartCheckoutAsync(new ChoosePlanInput { PlanId = team }))
            )
        ).Code.ShouldBe(BillingErrorCodes.AlreadySubscribed);
        (await billing.GetAsync()).Plan.Name.ShouldBe("Business");
    }

    [Fact]
    public async Task Should_Sell_Only_What_Is_Offered_For_A_Price_That_Stripe_Knows()
    {
        await using var billing = await BillingTestHost.CreateAsync();
        await CodeAsync(billing, Guid.NewGuid()).ShouldBeAsync(Tenants.TenantsErrorCodes.UnknownPlan);
        await CodeAsync(billing, await billing.PlanAsync("free")).ShouldBeAsync(Tenants.TenantsErrorCodes.UnknownPlan);
        var price = (await billing.Stripe.V1.Prices.ListAsync(new() { LookupKeys = ["team-v1-seat-month"] })).Data.Single();
        await billing.Stripe.V1.Prices.UpdateAsync(price.Id, new() { Active = false });
        await CodeAsync(billing, await billing.PlanAsync("team")).ShouldBeAsync(BillingErrorCodes.NotSynced);
    }

    [Fact]
    public async Task Should_Change_Plans_By_What_They_Cost()
    {
        await using var billing = await BillingTestHost.CreateAsync();
        (await ChangeAsync(billing, "team")).ShouldBe(BillingErrorCodes.NoSubscription);
        await billing.SubscribeAsync();
        (await ChangeAsync(billing, "team")).ShouldBe(BillingErrorCodes.NothingToChange);
        (await ChangeAsync(billing, "business")).ShouldBeNull();
        (await billing.GetAsync()).Plan.Name.ShouldBe("Business", "a larger plan begins at once");
        (await billing.Peer.GetRequestsAsync()).ShouldContain(r => r.Contains("payment_behavior=pending_if_incomplete"));
        (await ChangeAsync(billing, "business", BillingInterval.Year)).ShouldBeNull();
        var now = await billing.GetAsync();
        (now.Interval, now.Amount).ShouldBe((BillingInterval.Year, 199000L));
        (await ChangeAsync(billing, "team", BillingInterval.Month)).ShouldBe(BillingErrorCodes.ShorterInterval);
        (await ChangeAsync(billing, "team", BillingInterval.Year)).ShouldBeNull();
        (await billing.GetAsync()).Plan.Name.ShouldBe("Business", "a smaller one with the next period");
        (await ChangeAsync(billing, "business", BillingInterval.Year)).ShouldBeNull();
        (await billing.GetAsync()).NextPlan.ShouldBeNull("taken back");
    }

    [Fact]
    public async Task Should_End_What_Rested_When_Another_Subscription_Begins()
    {
        await using var billing = await BillingTestHost.CreateAsync();
        await billing.SubscribeAsync();
        var resting = (await billing.AccountAsync())!.SubscriptionId;
        await billing.Stripe.V1.Subscriptions.PauseAsync(resting, new() { Type = "subscription" });
        await billing.DeliverAsync();
        var now = await billing.GetAsync();
        (now.State, now.Plan.Name).ShouldBe((BillingState.Restricted, "Free"));

        await billing.SubscribeAsync("business");
        (await billing.GetAsync()).Plan.Name.ShouldBe("Business");
        (await billing.Stripe.V1.Subscriptions.GetAsync(resting)).Status.ShouldBe("canceled");
    }

    [Fact]
    public async Task Should_Tell_Who_Looks_After_The_Money_And_The_Audit_Log()
    {
        await using var billing = await BillingTestHost.CreateAsync();
        await billing.SubscribeAsync();
        var mails = (TestEmailSender)
            Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Framework.Emailing.IEmailSender>(
                billing.Host.Services
            );
        mails.Sent.ShouldHaveSingleItem().Subject.ShouldBe("Team is active");
        await billing.DeliverAsync();
        mails.Sent.Count.ShouldBe(1);
    }

    private static async Task<string?> ChangeAsync(BillingTestHost billing, string plan, BillingInterval interval = BillingInterval.Month)
    {
        var input = new ChoosePlanInput { PlanId = await billing.PlanAsync(plan), Interval = interval };
        try
        {
            await billing.AdminAsync(s => s.ChangePlanAsync(input));
            return null;
        }
        catch (BusinessException e)
        {
            return e.Code;
        }
    }

    private static async Task<string> CodeAsync(BillingTestHost billing, Guid plan) =>
        (
            await Should.ThrowAsync<BusinessException>(() =>
                billing.AdminAsync(s => s.StartCheckoutAsync(new ChoosePlanInput { PlanId = plan }))
            )
        ).Code;
}

internal static class AnswerExtensions
{
    public static async Task ShouldBeAsync(this Task<string> answer, string expected) => (await answer).ShouldBe(expected);
}
