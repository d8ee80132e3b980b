using System.ComponentModel.DataAnnotations;

namespace CustomerService.Routing.Escalations.Webhooks;

/// <summary>The section <c>Webhooks</c> of the configuration.</summary>
internal sealed class WebhookOptions
{
    /// <summary>
    /// EscalationPolicies may call addresses of this machine and of private networks. Only where every administrator of
    /// a tenant may reach what stands there.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>An answer that takes longer counts as none. Well below the time for which a job holds a call.</summary>
    [Range(1, 20)]
    public int TimeoutSeconds { get; set; } = 10;
}
