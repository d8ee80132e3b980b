using System.Text;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CustomerService.Billing.Webhooks;

/// <summary>
/// Where Stripe tells what happened. It is believed by its signature over the very bytes that came; 200 means that it is
/// written down, and work begins after that, so that the answer never waits for Stripe itself.
/// </summary>
internal static class WebhookEndpoint
{
    public const string Path = "/webhooks/stripe";

    private const int MaxBytes = 1024 * 1024;

    public static void MapStripeWebhook(this WebApplication app) =>
        app.MapPost(Path, TakeAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription().WithMetadata(new HostSiteAttribute());

    private static async Task<IResult> TakeAsync(HttpContext context, WebhookSignature signature, StripeInbox inbox)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBytes;
        }

        using var reader = new StreamReader(context.Request.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        if (!signature.IsValid(body, context.Request.Headers["Stripe-Signature"]))
        {
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "The signature is missing, old or wrong.");
        }

        if (IncomingEvent.Parse(body) is not { } incoming)
        {
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "This is no event.");
        }

        // Whoever hangs up has been answered all the same: what is begun is finished.
        await inbox.TakeAsync(incoming, CancellationToken.None);
        return Results.Ok();
    }
}
