using CustomerService.Billing.Subscriptions;
using CustomerService.Billing.Webhooks;
using CustomerService.Framework.Application;
using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Billing.Bookkeeping;

public sealed class BookkeepingTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Show_The_Operator_What_Comes_In_And_What_Is_At_Risk(DatabaseProvider provider)
    {
        await using var billing = await BillingTestHost.CreateAsync(provider);
        await billing.HireAsync(3);
        await billing.SubscribeAsync("business", BillingInterval.Year);
        var figures = await billing.OperatorAsync<IHostBillingAppService, BillingFiguresDto>(s => s.GetFiguresAsync());
        figures.Monthly.ShouldBe([new CurrencyAmountDto("CNY", 3 * 199000 / 12)]);
        figures.AtRisk.ShouldBeEmpty();
        figures.States[BillingState.Active].ShouldBe(1);
        var row = (await ListAsync(billing, new GetHostAccountsInput { Search = "ACM" })).ShouldHaveSingleItem();
        (row.Name, row.Plan, row.Seats, row.State).ShouldBe(("acme", "Business", 3, BillingState.Active));
        (await ListAsync(billing, new GetHostAccountsInput { State = BillingState.Grace })).ShouldBeEmpty();

        await billing.Peer.DeclineAsync((await billing.AccountAsync())!.CustomerId);
        await billing.AdvanceAsync(366);
        figures = await billing.OperatorAsync<IHostBillingAppService, BillingFiguresDto>(s => s.GetFiguresAsync());
        figures.AtRisk.ShouldBe(figures.Monthly);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Find_And_Repair_What_No_Event_Has_Told(DatabaseProvider provider)
    {
        await using var billing = await BillingTestHost.CreateAsync(provider);
        await billing.SubscribeAsync();
        await billing.Stripe.V1.Subscriptions.CancelAsync((await billing.AccountAsync())!.SubscriptionId);
        (await billing.GetAsync()).State.ShouldBe(BillingState.Active);

        await billing.OperatorAsync<IHostBillingAppService, bool>(async s =>
        {
            await s.ReconcileAsync();
            return true;
        });
        await billing.WorkAsync();
        (await billing.GetAsync()).State.ShouldBe(BillingState.Cancelled);
        var report = await LastAsync(billing);
        (report.Total, report.Checked, report.Repaired, report.Failed).ShouldBe((1, 1, 1, 0));
        report.FinishedAt.ShouldNotBeNull();

        await RunAsync(billing);
        (await LastAsync(billing)).Repaired.ShouldBe(0, "nothing is left to repair");
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Keep_What_Is_Told_Of_Nobody_And_Bind_It_After_A_Restore(DatabaseProvider provider)
    {
        await using var billing = await BillingTestHost.CreateAsync(provider);
        await billing.SubscribeAsync();
        var customer = (await billing.AccountAsync())!.CustomerId;

        // The backup was made before the checkout.
        await billing.Host.RunAsync(
            billing.Tenant,
            async p => await p.GetRequiredService<CustomerServiceDbContext>().Set<BillingAccount>().ExecuteDeleteAsync()
        );
        var told = new IncomingEvent("evt_of_nobody", "invoice.paid", DateTime.UnixEpoch, customer, null);
        (await billing.DeliverAsync(told)).ShouldBe(Taken.Unmatched);
        (await billing.DeliverAsync(told)).ShouldBe(Taken.Known);
        await billing.DeliverAsync(new IncomingEvent("evt_of_others", "invoice.paid", DateTime.UnixEpoch, "cus_elsewhere", null));
        (await UnmatchedAsync(billing)).Count.ShouldBe(2);

        await RunAsync(billing);
        await billing.WorkAsync();
        (await billing.GetAsync()).State.ShouldBe(BillingState.Active);
        (await UnmatchedAsync(billing)).ShouldHaveSingleItem().CustomerId.ShouldBe("cus_elsewhere");
        (await LastAsync(billing)).Findings.ShouldContain(f => f.StartsWith("cus_elsewhere", StringComparison.Ordinal));
    }

    private static Task RunAsync(BillingTestHost billing) =>
        billing.OperatorAsync<Reconciler, ReconciliationReport?>(s => s.RunAsync(default));

    private static async Task<IReadOnlyList<HostAccountDto>> ListAsync(BillingTestHost billing, GetHostAccountsInput input) =>
        (await billing.OperatorAsync<IHostBillingAppService, PagedResult<HostAccountDto>>(s => s.GetListAsync(input))).Items;

    private static async Task<ReconciliationDto> LastAsync(BillingTestHost billing)
    {
        billing.Host.Time.Advance(TimeSpan.FromSeconds(1));
        return (await billing.OperatorAsync<IHostBillingAppService, ReconciliationDto?>(s => s.GetReconciliationAsync())).ShouldNotBeNull();
    }

    private static Task<IReadOnlyList<StripeEventDto>> UnmatchedAsync(BillingTestHost billing) =>
        billing.OperatorAsync<IHostBillingAppService, IReadOnlyList<StripeEventDto>>(s => s.GetUnmatchedAsync());
}
