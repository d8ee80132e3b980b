namespace CustomerService.Billing.Subscriptions;

/// <summary>What administrators are written to about. Texts: <c>Billing.Mail.{name}.Subject</c> and <c>.Body</c>.</summary>
internal enum BillingMail
{
    TrialBegan,
    TrialEnds,
    Started,
    Recovered,
    PaymentFailed,
    StillUnpaid,
    LastReminder,
    Restricted,
    Cancelled,
    DeletionNear,
    KeptNoLonger,
}
