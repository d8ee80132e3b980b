using CustomerService.Billing.StripeApi;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Billing.Subscriptions;

/// <summary>
/// Reads the current tenant's state from Stripe and takes it over. Whatever an event says is only a reason to look:
/// events come late, doubled and in any order, what Stripe answers now does not. Of two readings at once the later
/// number wins, and its question was asked after everything that the earlier one was about.
/// </summary>
internal sealed class AccountSync(StripeAccess stripe, TenantScope scopes, ICurrentTenant tenant) : ITransientDependency
{
    /// <summary>No transaction is open while Stripe is asked.</summary>
    /// <returns>Whether the account said something else before.</returns>
    /// <exception cref="Exception">Stripe is away, or says no.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var drawn = await scopes.RunAsync(
            tenant.Id,
            provider => provider.GetRequiredService<AccountManager>().DrawTicketAsync(cancellationToken),
            cancellationToken
        );
        if (drawn is not var (ticket, customer))
        {
            return false;
        }

        var found = await stripe.Client.V1.Subscriptions.ListAsync(
            SubscriptionReading.Question(customer),
            cancellationToken: cancellationToken
        );
        foreach (var superseded in SubscriptionReading.Superseded(found.Data))
        {
            await stripe.Client.V1.Subscriptions.CancelAsync(superseded, cancellationToken: cancellationToken);
        }

        var reading = SubscriptionReading.Best(found.Data);
        return await scopes.RunAsync(
            tenant.Id,
            provider => provider.GetRequiredService<AccountManager>().ApplyAsync(ticket, reading, cancellationToken),
            cancellationToken
        );
    }
}
