namespace CustomerService.Framework.Blazor.Layouts;

/// <summary>The layouts of static pages that live on both kinds of host, such as the sign-in page. Set by Portal and Tenants.</summary>
public sealed class SiteLayoutOptions
{
    public Type? TenantLayout { get; set; }

    public Type? HostLayout { get; set; }
}
