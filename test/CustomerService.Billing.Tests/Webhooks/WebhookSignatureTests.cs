using System.Text.Json;
using CustomerService.Billing.StripeApi;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Billing.Webhooks;

public sealed class WebhookSignatureTests
{
    /// <summary>Recorded with Stripe's own libraries; where these disagree either answer will do.</summary>
    [Fact]
    public async Task Should_Judge_As_Stripes_Own_Libraries_Do()
    {
        var file = Path.Combine(RepositoryPaths.Root, "..", "shared", "tools", "stripe", "vectors", "webhook-vectors.json");
        Assert.SkipUnless(File.Exists(file), "The vectors are absent: they stand in the shared tools beside the repository.");
        await using var host = await TestHost.CreateAsync<BillingTestModule>();
        var signature = host.Services.GetRequiredService<WebhookSignature>();
        using var vectors = JsonDocument.Parse(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        var cases = vectors.RootElement.GetProperty("cases").EnumerateArray().ToList();
        cases.Count.ShouldBeGreaterThan(20);
        var wrong = cases
            .Where(c => c.GetProperty("tolerance").GetInt64() == WebhookSignature.ToleranceSeconds)
            .Where(c => c.GetProperty("expect").ValueKind != JsonValueKind.Null)
            .Where(c =>
                c.GetProperty("expect").GetBoolean()
                != signature.IsValid(
                    System.Text.Encoding.UTF8.GetString(c.GetProperty("payload_base64").GetBytesFromBase64()),
                    c.GetProperty("header").GetString(),
                    c.GetProperty("secret").GetString()!,
                    c.GetProperty("now").GetInt64()
                )
            )
            .Select(c => c.GetProperty("name").GetString());
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_Take_The_Old_And_The_New_Secret_While_One_Is_Replaced()
    {
        await using var host = await TestHost.CreateAsync<BillingTestModule>();
        var secrets = host.Services.GetRequiredService<IOptions<StripeOptions>>().Value.WebhookSecrets;
        var signature = host.Services.GetRequiredService<WebhookSignature>();
        var now = host.Time.GetUtcNow().ToUnixTimeSeconds();
        signature.IsValid("{}", Sign("whsec_old", now)).ShouldBeFalse("nobody is believed without a secret");

        secrets.Add("whsec_old");
        secrets.Add("whsec_new");
        signature.IsValid("{}", Sign("whsec_old", now)).ShouldBeTrue();
        signature.IsValid("{}", Sign("whsec_new", now)).ShouldBeTrue();
        signature.IsValid("{}", Sign("whsec_other", now)).ShouldBeFalse();
        signature.IsValid("{ }", Sign("whsec_new", now)).ShouldBeFalse("another body");
        signature.IsValid("{}", Sign("whsec_new", now - 301)).ShouldBeFalse("too old");
        signature.IsValid("{}", Sign("whsec_new", now + 301)).ShouldBeFalse("from the future");
        signature.IsValid("{}", null).ShouldBeFalse();
    }

    private static string Sign(string secret, long at) => Stripe.EventUtility.GenerateSignatureHeader("{}", secret, at);
}
