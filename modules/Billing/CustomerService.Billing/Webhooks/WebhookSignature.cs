using CustomerService.Billing.StripeApi;
using CustomerService.Framework.Modularity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stripe;

namespace CustomerService.Billing.Webhooks;

/// <summary>
/// Whether a body comes from Stripe: Stripe.net's own check, under each of the secrets (two while one is replaced), no
/// more than five minutes off in either direction.
/// </summary>
internal sealed class WebhookSignature(IOptions<StripeOptions> options, TimeProvider time, ILogger<WebhookSignature> logger)
    : ISingletonDependency
{
    public const long ToleranceSeconds = 300;

    public bool IsValid(string body, string? header) =>
        options.Value.WebhookSecrets.Any(secret => IsValid(body, header, secret, time.GetUtcNow().ToUnixTimeSeconds()));

    /// <param name="now">Seconds since 1970.</param>
    internal bool IsValid(string body, string? header, string secret, long now)
    {
        if (body.Length == 0 || string.IsNullOrEmpty(header))
        {
            return false;
        }

        try
        {
            EventUtility.ValidateSignature(body, header, secret, ToleranceSeconds, now);
            return true;
        }
        catch (StripeException e)
        {
            logger.LogDebug("Signature refused: {Problem}", e.Message);
            return false;
        }
    }
}
