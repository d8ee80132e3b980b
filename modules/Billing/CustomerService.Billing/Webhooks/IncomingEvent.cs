using System.Text.Json;
using CustomerService.Billing.Subscriptions;
using CustomerService.Framework.Texts;

namespace CustomerService.Billing.Webhooks;

/// <summary>The little that an event is needed for. Its types and shapes are open: what is unknown is no error.</summary>
/// <param name="CustomerId">Whom it is about, if anybody.</param>
/// <param name="Reference">Our own name for the company, where it was sent along.</param>
internal sealed record IncomingEvent(string Id, string Type, DateTime CreatedAt, string? CustomerId, string? Reference)
{
    /// <summary>A customer comes to be by our own doing, before we have written down whose it is.</summary>
    public bool IsEcho => Type is "customer.created" or "customer.updated";

    /// <returns>null when it is no event.</returns>
    public static IncomingEvent? Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (TextOf(root, "id") is not { Length: > 0 } id || TextOf(root, "type") is not { Length: > 0 } type)
            {
                return null;
            }

            // Thin events write it as text.
            var created =
                root.TryGetProperty("created", out var c) && c.ValueKind == JsonValueKind.Number && c.TryGetInt64(out var seconds)
                    ? seconds
                    : 0;
            var about = root.TryGetProperty("data", out var data) && data.TryGetProperty("object", out var found) ? found : default;
            return new IncomingEvent(
                WellFormed.Cut(id, BillingAccount.MaxIdLength),
                WellFormed.Cut(type, StripeEvent.MaxTypeLength),
                DateTimeOffset.FromUnixTimeSeconds(created).UtcDateTime,
                TextOf(about, "object") == "customer" ? TextOf(about, "id") : CustomerOf(about),
                TextOf(about, "client_reference_id") is { } reference ? WellFormed.Cut(reference, BillingAccount.MaxIdLength) : null
            );
        }
        catch (Exception e) when (e is JsonException or ArgumentOutOfRangeException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? CustomerOf(JsonElement about) =>
        about.ValueKind == JsonValueKind.Object && about.TryGetProperty("customer", out var customer)
            ? customer.ValueKind == JsonValueKind.String
                ? customer.GetString()
                : TextOf(customer, "id")
            : null;

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
