using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Identity.Tokens;

/// <summary>Lets a program in with some permissions. The token itself is not stored, only its hash.</summary>
[Audited(nameof(Name))]
internal sealed class ApiToken : TenantAggregateRoot
{
    private ApiToken() { }

    public ApiToken(string name, ApiTokenText text, IEnumerable<string> scopes, DateTime? expiresAt)
    {
        (Name, Prefix, SecretHash, ExpiresAt) = (name.Trim(), text.Prefix, text.Hash, expiresAt);
        Scopes = string.Join(' ', scopes.Distinct().Order(StringComparer.Ordinal));
    }

    public string Name { get; private set; } = "";

    /// <summary>First signs of the random part, to tell tokens apart in lists.</summary>
    public string Prefix { get; private set; } = "";

    /// <summary>SHA-256, hexadecimal. The token has 256 random bits, so nothing slower is needed.</summary>
    public string SecretHash { get; private set; } = "";

    /// <summary>Permission names, parted by spaces.</summary>
    public string Scopes { get; private set; } = "";

    public DateTime? ExpiresAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }

    /// <summary>Kept to the nearest few minutes.</summary>
    public DateTime? LastUsedAt { get; private set; }

    public void Revoke(DateTime now) => RevokedAt ??= now;
}

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("IdentityApiTokens");
        builder.Property(x => x.Name).HasMaxLength(80);
        builder.Property(x => x.Prefix).HasMaxLength(16);
        builder.Property(x => x.SecretHash).HasMaxLength(64);
        builder.Property(x => x.Scopes).HasMaxLength(4000);
        builder.HasIndex(x => new { x.TenantId, x.SecretHash }).IsUnique();
    }
}
