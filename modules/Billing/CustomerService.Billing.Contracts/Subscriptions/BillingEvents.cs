using CustomerService.Framework.Events;

namespace CustomerService.Billing.Subscriptions;

/// <summary>The current company stands otherwise than before.</summary>
[EventName("billing.state-changed")]
public sealed record BillingStateChangedEto(BillingState From, BillingState To);

/// <summary>The current company left, was warned, and did not come back: its data need not be kept any longer.</summary>
[EventName("billing.data-kept-no-longer")]
public sealed record DataKeptNoLongerEto;
