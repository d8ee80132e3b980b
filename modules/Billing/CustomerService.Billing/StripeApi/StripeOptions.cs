namespace CustomerService.Billing.StripeApi;

/// <summary>Configuration section <c>Billing:Stripe</c>. Without a key nothing is sold, and everything else works.</summary>
internal sealed class StripeOptions
{
    public string? SecretKey { get; set; }

    /// <summary>Of the webhook endpoint; two while one of them is being replaced.</summary>
    public IList<string> WebhookSecrets { get; } = [];

    /// <summary>Where Stripe is, when it is not Stripe: a test peer.</summary>
    public string? ApiBase { get; set; }

    /// <summary>Stripe Tax reckons what is due; it has to be set up there.</summary>
    public bool AutomaticTax { get; set; }

    /// <summary>Companies may enter a tax number at the checkout.</summary>
    public bool TaxIds { get; set; }

    public bool PromotionCodes { get; set; }

    /// <summary>false: a trial begins without a card, and pauses at its end when there is still none.</summary>
    public bool TrialNeedsCard { get; set; } = true;

    public SeatChanges Seats { get; set; }
}

/// <summary>When a change of the number of agents is charged.</summary>
internal enum SeatChanges
{
    /// <summary>By the day, on the next invoice.</summary>
    Prorated,

    /// <summary>From the next period on.</summary>
    AtRenewal,
}
