namespace CustomerService.Billing;

public static class BillingPermissions
{
    /// <summary>Sees what the company pays, and changes it.</summary>
    public const string Manage = "Billing.Manage";

    /// <summary>Sees what all companies pay. For the operator.</summary>
    public const string Host = "Billing.Host";
}
