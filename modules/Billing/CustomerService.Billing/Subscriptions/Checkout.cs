using System.Globalization;
using CustomerService.Billing.Prices;
using CustomerService.Billing.StripeApi;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using CustomerService.Tenants.Plans;
using Microsoft.Extensions.Options;
using Stripe;
using Stripe.Checkout;

namespace CustomerService.Billing.Subscriptions;

/// <summary>The way to Stripe's page where a subscription begins. Nothing is granted by having been there.</summary>
internal sealed class Checkout(
    CustomerServiceDbContext db,
    AccountManager accounts,
    AccountSync sync,
    PriceCatalog prices,
    StripeAccess stripe,
    IOptions<StripeOptions> options,
    ITenantStore tenants,
    ICurrentTenant tenant,
    ICurrentUser user,
    IUserIntegrationService users
) : ITransientDependency
{
    /// <summary>As Stripe spells the current language.</summary>
    public static string Locale => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? "zh" : "en";

    /// <returns>The address of the page.</returns>
    /// <exception cref="BusinessException">There is a subscription already, or Stripe is away.</exception>
    public async Task<string> StartAsync(PlanDto plan, ChoosePlanInput input, string returnUrl, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(cancellationToken);
        if (account is not null)
        {
            await CloseEarlierAsync(account, cancellationToken);
            await db.Entry(account).ReloadAsync(cancellationToken);
        }

        if (account is { IsSubscribed: true })
        {
            throw BusinessException.Conflict(BillingErrorCodes.AlreadySubscribed);
        }

        var priced = await prices.GetAsync(plan, input.Interval, cancellationToken);
        account ??= db.Add(new BillingAccount(await MakeCustomerAsync(input.RequestId, cancellationToken))).Entity;
        var session = await stripe.AskAsync(
            async client =>
                await client.V1.Checkout.Sessions.CreateAsync(
                    await DescribeAsync(account, plan, priced, returnUrl, cancellationToken),
                    new RequestOptions { IdempotencyKey = $"checkout-{input.RequestId:N}" },
                    cancellationToken
                ),
            cancellationToken
        );
        account.BeginCheckout(session.Id);
        return session.Url;
    }

    /// <summary>Two pages could both be paid. The earlier one is closed; what was paid on it is read first.</summary>
    private async Task CloseEarlierAsync(BillingAccount account, CancellationToken cancellationToken)
    {
        await stripe.AskAsync(
            async client =>
            {
                if (
                    account.CheckoutId is { } earlier
                    && (await client.V1.Checkout.Sessions.GetAsync(earlier, cancellationToken: cancellationToken)).Status == "open"
                )
                {
                    await client.V1.Checkout.Sessions.ExpireAsync(earlier, cancellationToken: cancellationToken);
                }

                return await sync.RunAsync(cancellationToken);
            },
            cancellationToken
        );
    }

    private async Task<string> MakeCustomerAsync(Guid requestId, CancellationToken cancellationToken)
    {
        var id = tenant.Id!.Value;
        var info = (await tenants.FindAsync(id, cancellationToken))!;
        var person = user.Id is { } userId ? await users.FindAsync(userId, cancellationToken) : null;
        var customer = await stripe.AskAsync(
            c =>
                c.V1.Customers.CreateAsync(
                    new CustomerCreateOptions
                    {
                        Name = info.Name,
                        Email = person?.Email,
                        PreferredLocales = [Locale],
                        Metadata = new() { [Metadata.Tenant] = id.ToString(), [Metadata.Address] = info.Slug },
                    },
                    new RequestOptions { IdempotencyKey = $"customer-{requestId:N}" },
                    cancellationToken
                ),
            cancellationToken
        );
        return customer.Id;
    }

    private async Task<SessionCreateOptions> DescribeAsync(
        BillingAccount account,
        PlanDto plan,
        IReadOnlyDictionary<PriceKind, string> priced,
        string returnUrl,
        CancellationToken cancellationToken
    )
    {
        var given = options.Value;
        var seats = await accounts.CountSeatsAsync(cancellationToken);
        var isTrial = plan.TrialDays > 0 && account.TriedAt is null;
        return new SessionCreateOptions
        {
            Mode = "subscription",
            Customer = account.CustomerId,
            ClientReferenceId = tenant.Id.ToString(),
            Locale = Locale,
            SuccessUrl = returnUrl + "?back=checkout",
            CancelUrl = returnUrl,
            LineItems =
            [
                .. priced.Select(p => new SessionLineItemOptions { Price = p.Value, Quantity = p.Key == PriceKind.Seat ? seats : 1 }),
            ],
            AllowPromotionCodes = given.PromotionCodes ? true : null,
            AutomaticTax = given.AutomaticTax ? new() { Enabled = true } : null,
            TaxIdCollection = given.TaxIds ? new() { Enabled = true } : null,
            // Taxes need an address, and what is entered belongs to the customer from then on.
            CustomerUpdate = given.AutomaticTax || given.TaxIds ? new() { Address = "auto", Name = "auto" } : null,
            PaymentMethodCollection = isTrial && !given.TrialNeedsCard ? "if_required" : null,
            SubscriptionData = new()
            {
                Metadata = new() { [Metadata.Tenant] = tenant.Id.ToString() },
                TrialPeriodDays = isTrial ? plan.TrialDays : null,
                TrialSettings = isTrial && !given.TrialNeedsCard ? new() { EndBehavior = new() { MissingPaymentMethod = "pause" } } : null,
            },
        };
    }
}
