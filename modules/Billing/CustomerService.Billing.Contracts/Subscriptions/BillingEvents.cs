using CustomerService.Framework.Events;

namespace CustomerService.Billing.Subscriptions;

/// <summary>The current company stands otherwise than before.</summary>
[EventName("billing.state-changed")]
public sealed record BillingStateChangedEto(BillingState From, BillingState To);
