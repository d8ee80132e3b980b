namespace CustomerService.Billing;

public static class BillingErrorCodes
{
    public const string Off = "Billing.Error.Off";
    public const string Unreachable = "Billing.Error.Unreachable";
    public const string Refused = "Billing.Error.Refused";
    public const string PlanNotSold = "Billing.Error.PlanNotSold";
    public const string NotSynced = "Billing.Error.NotSynced";
    public const string AlreadySubscribed = "Billing.Error.AlreadySubscribed";
    public const string NothingToChange = "Billing.Error.NothingToChange";
    public const string NoSubscription = "Billing.Error.NoSubscription";
    public const string ShorterInterval = "Billing.Error.ShorterInterval";
    public const string OtherCurrency = "Billing.Error.OtherCurrency";
    public const string PaymentOpen = "Billing.Error.PaymentOpen";
    public const string AmountNotPayable = "Billing.Error.AmountNotPayable";
}
