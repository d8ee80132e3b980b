using System.Security.Cryptography;
using System.Text;
using CustomerService.Framework.Entities;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Routing.Escalations.Webhooks;

/// <summary>
/// What the calls of an escalation policy are signed with. Apart from the escalation policy, whose changes are written
/// to the audit log.
/// </summary>
internal sealed class WebhookSecret : TenantEntity
{
    private WebhookSecret() { }

    public WebhookSecret(Guid escalationPolicyId) => EscalationPolicyId = escalationPolicyId;

    public Guid EscalationPolicyId { get; private set; }

    public string Protected { get; private set; } = "";

    public void Change(string @protected) => Protected = @protected;
}

internal sealed class WebhookSecretConfiguration : IEntityTypeConfiguration<WebhookSecret>
{
    public void Configure(EntityTypeBuilder<WebhookSecret> builder)
    {
        builder.ToTable("RoutingWebhookSecrets");
        builder.Property(x => x.Protected).HasMaxLength(1000);
        builder.HasIndex(x => new { x.TenantId, x.EscalationPolicyId }).IsUnique();
    }
}

/// <summary>Makes and reads the secrets of escalation policies, and signs with them.</summary>
internal sealed class WebhookSigner(TenantSecrets secrets) : ISingletonDependency
{
    private const string Purpose = "CustomerService.Webhooks";

    /// <returns>The secret as the receiver has it, and as it is stored.</returns>
    public (string Plain, string Protected) Create() => secrets.Create(Purpose, "whsec_");

    /// <exception cref="CryptographicException">The keys it was stored with are gone.</exception>
    public string Open(string @protected) => secrets.Open(Purpose, @protected);

    /// <summary>
    /// The header <c>X-CustomerService-Signature</c>. The time is signed too: the receiver can refuse an old call that
    /// somebody plays again.
    /// </summary>
    public static string Sign(string secret, DateTime now, string body)
    {
        var stamp = new DateTimeOffset(now).ToUnixTimeSeconds();
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{stamp}.{body}"));
        return $"t={stamp},v1={Convert.ToHexStringLower(signature)}";
    }
}
