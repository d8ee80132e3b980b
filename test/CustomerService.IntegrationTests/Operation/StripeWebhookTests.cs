using System.Net;
using System.Security.Cryptography;
using System.Text;
using CustomerService.Billing.Subscriptions;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Product = CustomerService.TestBase.Product;
using StripeClient = Stripe.StripeClient;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>Stripe tells a running node what happened; the node may die at any moment.</summary>
public sealed class StripeWebhookTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Believe_Signatures_Alone_And_Lose_Nothing_To_A_Kill(DatabaseProvider provider)
    {
        await using var peer = await StripePeer.StartAsync();
        await using var settings = await ServerSettings.CreateAsync(provider);
        settings.Environment["Billing__Stripe__SecretKey"] = StripePeer.Key;
        settings.Environment["Billing__Stripe__ApiBase"] = peer.Address;
        settings.Environment["Billing__Stripe__WebhookSecrets__0"] = StripePeer.WebhookSecret;
        await using var product = await Product.OpenAsync(settings);
        var tenant = await product.CreateTenantAsync("alpha");
        var (code, output) = await RunSyncAsync(settings);
        code.ShouldBe(0, output);
        var stripe = new StripeClient(StripePeer.Key, apiBase: peer.Address);
        var customer = await stripe.V1.Customers.CreateAsync(new() { Name = "Alpha" }, cancellationToken: Token);
        await AddAccountAsync(product, tenant.Id, customer.Id);
        await using var server = await ServerProcess.StartAsync(settings);

        var paid = Event("evt_paid", customer.Id);
        (await SendAsync(server, paid, null)).ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(server, paid, "whsec_of_somebody_else")).ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(server, "no event at all", StripePeer.WebhookSecret)).ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(server, Event("evt_of_another", "cus_elsewhere"), StripePeer.WebhookSecret)).ShouldBe(HttpStatusCode.OK);

        // Stripe is away while it tells, and the node is killed right after its answer.
        await SubscribeAsync(stripe, customer.Id);
        await peer.FailAsync("/v1/subscriptions", method: "GET", times: 2, status: 503);
        (await SendAsync(server, paid, StripePeer.WebhookSecret)).ShouldBe(HttpStatusCode.OK);
        server.Kill();
        (await StateAsync(product, tenant.Id)).ShouldBe(BillingState.Free);

        await server.StartAgainAsync();
        (await SendAsync(server, paid, StripePeer.WebhookSecret)).ShouldBe(HttpStatusCode.OK);
        await Wait.UntilAsync(async () => await StateAsync(product, tenant.Id) == BillingState.Active, "the state is read");
        (await CountEventsAsync(product)).ShouldBe(2, "the same event twice is one");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<(int, string)> RunSyncAsync(ServerSettings settings) => ServerProcess.RunVerbAsync(settings, "billing", "sync");

    private static string Event(string id, string customer) =>
        $$"""
            {
              "id": "{{id}}", "object": "event", "type": "invoice.paid", "created": 1790000000,
              "data": { "object": { "id": "in_1", "object": "invoice", "customer": "{{customer}}" } }
            }
            """;

    private static async Task<HttpStatusCode> SendAsync(ServerProcess server, string body, string? secret)
    {
        using var client = server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/stripe") { Content = new StringContent(body) };
        if (secret is not null)
        {
            var at = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at}.{body}"));
            request.Headers.Add("Stripe-Signature", $"t={at},v1={Convert.ToHexStringLower(signature)}");
        }

        using var answer = await client.SendAsync(request, Token);
        return answer.StatusCode;
    }

    private static async Task SubscribeAsync(StripeClient stripe, string customer)
    {
        var prices = await stripe.V1.Prices.ListAsync(new() { LookupKeys = ["team-v1-seat-month"] }, cancellationToken: Token);
        await stripe.V1.Subscriptions.CreateAsync(
            new() { Customer = customer, Items = [new() { Price = prices.Data[0].Id, Quantity = 1 }] },
            cancellationToken: Token
        );
    }

    private static Task AddAccountAsync(Product product, Guid tenant, string customer) =>
        product
            .Services.GetRequiredService<TenantScope>()
            .RunAsync(
                tenant,
                p =>
                {
                    p.GetRequiredService<CustomerServiceDbContext>().Add(new BillingAccount(customer));
                    return Task.CompletedTask;
                },
                Token
            );

    private static Task<BillingState> StateAsync(Product product, Guid tenant) =>
        product
            .Services.GetRequiredService<TenantScope>()
            .RunAsync(
                tenant,
                p => p.GetRequiredService<CustomerServiceDbContext>().Set<BillingAccount>().Select(a => a.State).SingleAsync(Token),
                Token
            );

    private static Task<int> CountEventsAsync(Product product) =>
        product
            .Services.GetRequiredService<TenantScope>()
            .RunAsync(
                null,
                p => p.GetRequiredService<CustomerServiceDbContext>().Set<CustomerService.Billing.Webhooks.StripeEvent>().CountAsync(Token),
                Token
            );
}
