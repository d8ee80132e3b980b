using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Tenants.Deletion;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Billing.Subscriptions;

public sealed class LifeTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Live_Through_Trial_Payment_Seats_Refusal_Recovery_Way_Down_End_And_Return(DatabaseProvider provider)
    {
        await using var billing = await BillingTestHost.CreateAsync(provider, trialDays: 14);
        await billing.HireAsync(4);

        // Trial.
        var url = await billing.AdminAsync(async s =>
            await s.StartCheckoutAsync(new ChoosePlanInput { PlanId = await billing.PlanAsync("business") })
        );
        (await billing.GetAsync()).State.ShouldBe(BillingState.Free, "having been on the page grants nothing");
        await billing.Peer.PayAsync(url);
        (await billing.GetAsync()).State.ShouldBe(BillingState.Free, "nor does coming back from it");
        await billing.DeliverAsync();
        var now = await billing.GetAsync();
        (now.State, now.Plan.Name, now.Seats, now.CanTry).ShouldBe((BillingState.Trialing, "Business", 4, false));

        // The first payment, and more seats.
        await billing.AdvanceAsync(15);
        (await billing.GetAsync()).State.ShouldBe(BillingState.Active);
        await billing.HireAsync(2);
        await billing.CalmAsync();
        now = await billing.GetAsync();
        (now.Seats, now.Amount).ShouldBe((6, 6 * 19900L));

        // The card is refused, and taken again.
        var customer = (await billing.AccountAsync())!.CustomerId;
        await billing.Peer.DeclineAsync(customer);
        await billing.AdvanceAsync(32);
        now = await billing.GetAsync();
        (now.State, now.Plan.Name).ShouldBe((BillingState.Grace, "Business"), "everything works while Stripe tries again");
        now.PaymentUrl.ShouldNotBeNull();
        now.NextAttempt.ShouldNotBeNull();
        (await Should.ThrowAsync<BusinessException>(() => ChangeAsync(billing, "team"))).Code.ShouldBe(BillingErrorCodes.PaymentOpen);
        await billing.Peer.DeclineAsync(customer, isOff: true);
        await billing.AdvanceAsync(4);
        (await billing.GetAsync()).State.ShouldBe(BillingState.Active);

        // The way down keeps what was paid for.
        await ChangeAsync(billing, "team");
        await billing.DeliverAsync();
        now = await billing.GetAsync();
        (now.Plan.Name, now.NextPlan?.Name).ShouldBe(("Business", "Team"));
        await billing.AdvanceAsync(32);
        now = await billing.GetAsync();
        (now.Plan.Name, now.NextPlan).ShouldBe(("Team", null));

        // The end, and the return.
        await billing.AdminAsync(s => s.CancelAsync());
        now = await billing.GetAsync();
        (now.State, now.Plan.Name).ShouldBe((BillingState.Active, "Team"));
        now.CancelAt.ShouldNotBeNull();
        await billing.AdvanceAsync(32);
        now = await billing.GetAsync();
        (now.State, now.Plan.Name).ShouldBe((BillingState.Cancelled, "Free"));
        now.KeepUntil!.Value.ShouldBeGreaterThan(billing.Host.Time.GetUtcNow().UtcDateTime.AddDays(25));
        await billing.SubscribeAsync("team");
        now = await billing.GetAsync();
        (now.State, now.Plan.Name, now.KeepUntil).ShouldBe((BillingState.Active, "Team", null));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Should_Plan_The_End_Of_Who_Left_And_Take_It_Back_When_They_Stay(bool stays)
    {
        await using var billing = await BillingTestHost.CreateAsync();
        await billing.SubscribeAsync();
        await billing.AdminAsync(s => s.CancelAsync());
        await billing.AdvanceAsync(32);
        await billing.AdvanceAsync(50);
        (await PlannedAsync(billing)).ShouldBeFalse("warned so far");
        await billing.AdvanceAsync(10);
        (await PlannedAsync(billing)).ShouldBeTrue();
        if (stays)
        {
            await billing.AdminAsync(s => s.StayFreeAsync());
            (await billing.GetAsync()).State.ShouldBe(BillingState.Free);
        }
        else
        {
            await billing.SubscribeAsync();
        }

        (await PlannedAsync(billing)).ShouldBeFalse();
    }

    [Fact]
    public async Task Should_End_And_Go_On_With_The_Workspace()
    {
        await using var billing = await BillingTestHost.CreateAsync();
        await billing.SubscribeAsync();
        await PlanAsync(billing, (s, token) => s.PlanAsync(token));
        (await billing.GetAsync()).CancelAt.ShouldNotBeNull("nobody goes on paying for what is to be gone");
        await PlanAsync(billing, (s, token) => s.CancelAsync(token));
        (await billing.GetAsync()).CancelAt.ShouldBeNull();
    }

    private static async Task PlanAsync(BillingTestHost billing, Func<IWorkspaceDeletionIntegrationService, CancellationToken, Task> call)
    {
        await billing.Host.RunAsync(
            billing.Tenant,
            p => call(p.GetRequiredService<IWorkspaceDeletionIntegrationService>(), TestContext.Current.CancellationToken)
        );
        await billing.WorkAsync();
        await billing.WorkAsync();
    }

    private static async Task<bool> PlannedAsync(BillingTestHost billing) =>
        await billing.AsAdminAsync<IWorkspaceDeletionAppService, WorkspaceDeletionDto?>(s => s.FindAsync()) is { DueAt: not null };

    private static async Task ChangeAsync(BillingTestHost billing, string plan)
    {
        var input = new ChoosePlanInput { PlanId = await billing.PlanAsync(plan) };
        await billing.AdminAsync(s => s.ChangePlanAsync(input));
    }
}
