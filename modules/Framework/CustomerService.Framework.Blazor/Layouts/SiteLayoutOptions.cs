namespace CustomerService.Framework.Blazor.Layouts;

/// <summary>
/// What static pages that live on both kinds of host look like: their layout, and the one page at <c>/</c>. Set by
/// Portal and Tenants.
/// </summary>
public sealed class SiteLayoutOptions
{
    public Type? TenantLayout { get; set; }

    public Type? HostLayout { get; set; }

    /// <summary>Component shown at <c>/</c> on a tenant's host.</summary>
    public Type? TenantHome { get; set; }

    /// <summary>Component shown at <c>/</c> on the host site.</summary>
    public Type? HostHome { get; set; }
}
