namespace CustomerService.Tenants.SignUps;

/// <summary>Configuration section <c>SignUps</c>: what strangers who open a workspace are asked for.</summary>
public sealed class SignUpOptions
{
    /// <summary>The operator's terms; without them and <see cref="PrivacyUrl"/> nothing has to be accepted.</summary>
    public string? TermsUrl { get; set; }

    public string? PrivacyUrl { get; set; }

    /// <summary>Written down beside the acceptance, such as the day of the text: <c>2026-07-01</c>.</summary>
    public string? TermsVersion { get; set; }

    /// <summary>Workspaces that one proven address may open within 24 hours.</summary>
    public int PerAddressPerDay { get; set; } = 3;

    /// <summary>Taken although they are in the list of throw-away domains.</summary>
    public IReadOnlyList<string> AllowedDomains { get; set; } = [];

    /// <summary>Refused besides the list.</summary>
    public IReadOnlyList<string> BlockedDomains { get; set; } = [];
}
