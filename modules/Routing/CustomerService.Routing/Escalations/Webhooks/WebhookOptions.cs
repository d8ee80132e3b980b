namespace CustomerService.Routing.Escalations.Webhooks;

/// <summary>The section <c>Webhooks</c> of the configuration.</summary>
internal sealed class WebhookOptions
{
    /// <summary>Ladders may call addresses of this machine and of private networks. Only where every administrator of a tenant may reach what stands there.</summary>
    public bool AllowPrivateAddresses { get; set; }
}
