using CustomerService.Billing.Bookkeeping;
using CustomerService.Billing.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Billing.Subscriptions;

public sealed class InterleavingTests
{
    private const int Rounds = 300;

    /// <summary>The seed stands in the failure, so that a round can be run again.</summary>
    [Fact]
    public async Task Should_End_As_Stripe_Says_Whatever_Order_Events_Come_In()
    {
        await using var billing = await BillingTestHost.CreateAsync();
        await billing.SubscribeAsync();
        var differences = new List<string>();
        for (var seed = 1; seed <= Rounds; seed++)
        {
            var random = new Random(seed);
            var steps = new List<string>();
            for (var step = random.Next(1, 4); step > 0; step--)
            {
                steps.Add(await DoAsync(billing, random));
            }

            var isLost = !await DeliverBadlyAsync(billing, random);
            await billing.WorkAsync();
            if (isLost)
            {
                await ReconcileAsync(billing);
            }

            if (await DifferenceAsync(billing) is { } difference)
            {
                differences.Add($"seed {seed} ({string.Join(", ", steps)}{(isLost ? ", lost" : "")}): {difference}");
                await ReconcileAsync(billing);
            }
        }

        differences.ShouldBeEmpty();
    }

    private static async Task<string> DoAsync(BillingTestHost billing, Random random)
    {
        var account = (await billing.AccountAsync())!;
        var living = await billing.ReadStripeAsync();
        var isAlive = living?.Status is "active" or "past_due";
        switch (random.Next(6))
        {
            case 0:
                await billing.Peer.DeclineAsync(account.CustomerId, isOff: random.Next(2) == 0);
                return "card";
            case 1:
                billing.Host.Time.SetUtcNow(await billing.Peer.AdvanceAsync(random.Next(1, 12)));
                return "days";
            case 2:
                await billing.Peer.DeclineAsync(account.CustomerId, isOff: true);
                billing.Host.Time.SetUtcNow(await billing.Peer.AdvanceAsync(8));
                return "recovery";
            case 3 when isAlive:
                await billing.Stripe.V1.Subscriptions.UpdateAsync(living!.Id, new() { CancelAtPeriodEnd = random.Next(2) == 0 });
                return "cancel or not";
            case 4 when isAlive:
                await billing.Stripe.V1.Subscriptions.CancelAsync(living!.Id);
                return "end";
            case 5 when !isAlive:
                await ReturnAsync(billing, account.CustomerId);
                return "return";
            default:
                return "nothing";
        }
    }

    private static async Task ReturnAsync(BillingTestHost billing, string customer)
    {
        var prices = await billing.Stripe.V1.Prices.ListAsync(new() { LookupKeys = ["team-v1-seat-month"] });
        await billing.Stripe.V1.Subscriptions.CreateAsync(
            new() { Customer = customer, Items = [new() { Price = prices.Data[0].Id, Quantity = 1 }] }
        );
    }

    /// <summary>Shuffled, doubled, worked on in between; one round in four loses some.</summary>
    /// <returns>false: something was lost.</returns>
    private static async Task<bool> DeliverBadlyAsync(BillingTestHost billing, Random random)
    {
        var told = (await billing.TakeToldAsync()).ToArray();
        random.Shuffle(told);
        var arriving = random.Next(4) == 0 ? told.Where(_ => random.Next(3) > 0).ToArray() : told;
        foreach (var incoming in arriving)
        {
            await billing.DeliverAsync(incoming);
            if (random.Next(4) == 0)
            {
                (await billing.DeliverAsync(incoming)).ShouldBe(Taken.Known);
            }

            if (random.Next(3) == 0)
            {
                await billing.WorkAsync();
            }
        }

        return arriving.Length == told.Length;
    }

    private static async Task ReconcileAsync(BillingTestHost billing)
    {
        await using var scope = billing.Host.Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<Reconciler>().RunAsync(default)).ShouldNotBeNull().Failed.ShouldBe(0);
        await billing.WorkAsync();
    }

    private static async Task<string?> DifferenceAsync(BillingTestHost billing)
    {
        var account = (await billing.AccountAsync())!;
        var reading = await billing.ReadStripeAsync();
        var plan = (await billing.GetAsync()).Plan.Name;
        var wanted = reading?.Status is "trialing" or "active" or "past_due" ? "Team" : "Free";
        return !account.Says(reading) ? $"{account.Status} in place of {reading?.Status}"
            : plan != wanted ? $"{plan} in place of {wanted} ({reading?.Status})"
            : null;
    }
}
