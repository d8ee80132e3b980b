using CustomerService.Framework.EntityFrameworkCore.Data;

namespace CustomerService.Web.Settings;

/// <summary>
/// Every setting of the product and what may stand in it: a start with another name or value ends with a sentence. A setting that the code
/// reads and that is missing here, or here and not in <c>etc/docs/operating.md</c>, fails a test.
/// </summary>
internal static class KnownSettings
{
    private const int MaxPort = 65535;

    public static IReadOnlyDictionary<string, SettingRule> All { get; } =
        new Dictionary<string, SettingRule>(StringComparer.OrdinalIgnoreCase)
        {
            ["Database:Provider"] = SettingRule.OneOf(Enum.GetNames<DatabaseProvider>()),
            ["Database:MigrateOnStart"] = SettingRule.Flag,
            ["ConnectionStrings:Default"] = SettingRule.Text,
            ["ConnectionStrings:Owner"] = SettingRule.Text,
            ["Data:Directory"] = SettingRule.Text,
            ["Data:MinFreeMegabytes"] = SettingRule.Number(0, int.MaxValue),
            ["Blobs:S3:Bucket"] = SettingRule.Text,
            ["Blobs:S3:Endpoint"] = SettingRule.WebAddress,
            ["Blobs:S3:Region"] = SettingRule.Text,
            ["Blobs:S3:AccessKey"] = SettingRule.Text,
            ["Blobs:S3:SecretKey"] = SettingRule.Text,
            ["Blobs:S3:Prefix"] = SettingRule.Text,
            ["Keys:CertificateFile"] = SettingRule.Text,
            ["Keys:CertificatePassword"] = SettingRule.Text,
            ["Keys:PreviousCertificateFiles:0"] = SettingRule.Text,
            ["Tenancy:HostName"] = SettingRule.HostName,
            ["Tenancy:PublicUrl"] = SettingRule.WebAddress,
            ["Tenancy:PublicSignUp"] = SettingRule.Flag,
            ["SignUps:TermsUrl"] = SettingRule.WebAddress,
            ["SignUps:PrivacyUrl"] = SettingRule.WebAddress,
            ["SignUps:TermsVersion"] = SettingRule.Text,
            ["SignUps:PerAddressPerDay"] = SettingRule.Number(1, int.MaxValue),
            ["SignUps:AllowedDomains:0"] = SettingRule.HostName,
            ["SignUps:BlockedDomains:0"] = SettingRule.HostName,
            ["Billing:Enabled"] = SettingRule.Flag,
            ["Billing:Stripe:SecretKey"] = SettingRule.Text,
            ["Billing:Stripe:WebhookSecrets:0"] = SettingRule.Text,
            ["Billing:Stripe:ApiBase"] = SettingRule.WebAddress,
            ["Billing:Stripe:AutomaticTax"] = SettingRule.Flag,
            ["Billing:Stripe:TaxIds"] = SettingRule.Flag,
            ["Billing:Stripe:PromotionCodes"] = SettingRule.Flag,
            ["Billing:Stripe:TrialNeedsCard"] = SettingRule.Flag,
            ["Billing:Stripe:Seats"] = SettingRule.OneOf(["Prorated", "AtRenewal"]),
            ["Smtp:Host"] = SettingRule.Text,
            ["Smtp:Port"] = SettingRule.Number(1, MaxPort),
            ["Smtp:From"] = SettingRule.Text,
            ["Smtp:User"] = SettingRule.Text,
            ["Smtp:Password"] = SettingRule.Text,
            ["Smtp:UseTls"] = SettingRule.Flag,
            ["Webhooks:AllowPrivateAddresses"] = SettingRule.Flag,
            ["Webhooks:TimeoutSeconds"] = SettingRule.Number(1, 20),
            ["Scanner:Address"] = SettingRule.Text,
            ["Scanner:TimeoutSeconds"] = SettingRule.Number(1, 600),
            ["Dns:Server"] = SettingRule.IPEndPoint,
            ["Demo:Seed"] = SettingRule.Flag,
            ["Api:RequestsPerMinute"] = SettingRule.Number(1, int.MaxValue),
            ["RateLimits:FormsPerMinute"] = SettingRule.Number(1, int.MaxValue),
            ["RateLimits:LookupsPerMinute"] = SettingRule.Number(1, int.MaxValue),
            ["RateLimits:UploadsPerMinute"] = SettingRule.Number(1, int.MaxValue),
            ["RateLimits:VerificationsPerMinute"] = SettingRule.Number(1, int.MaxValue),
            ["RateLimits:WrongTokensPerMinute"] = SettingRule.Number(1, int.MaxValue),
            ["RateLimits:SignUpsPerHour"] = SettingRule.Number(1, int.MaxValue),
            ["RateLimits:SignUpsPerDay"] = SettingRule.Number(1, int.MaxValue),
            ["Identity:AttemptsPerMinute"] = SettingRule.Number(1, int.MaxValue),
            ["ForwardedHeaders:Proxies:0"] = SettingRule.IPAddress,
            ["Metrics:AllowedNetworks:0"] = SettingRule.IPNetwork,
        };

    /// <summary>Lists are known by their first place: <c>…:0</c> stands for every number.</summary>
    public static SettingRule? Find(string name) =>
        All.GetValueOrDefault(name)
        ?? (
            name.LastIndexOf(':') is var colon and > 0 && int.TryParse(name[(colon + 1)..], out _)
                ? All.GetValueOrDefault(name[..colon] + ":0")
                : null
        );

    public static bool IsSection(string name) => All.Keys.Any(k => k.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
}
