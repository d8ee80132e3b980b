using System.Security.Cryptography;
using System.Text;
using CustomerService.Framework.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Identity.SignIn;

/// <summary>Passwords that were tried and were not right, of those that count together. A right one removes the row.</summary>
internal sealed class SignInAttempts : TenantEntity
{
    /// <summary>For how long wrong passwords are remembered after the last one.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private SignInAttempts() { }

    /// <summary>Begun since the last pause or right password.</summary>
    public int Count { get; private set; }

    public DateTime LastTime { get; private set; }

    public DateTime? PausedUntil { get; private set; }

    /// <param name="subject">What counts together, in words; a row does not tell whose address was tried.</param>
    public static Guid IdOf(string subject) => new(SHA256.HashData(Encoding.UTF8.GetBytes(subject)).AsSpan(0, 16));
}

internal sealed class SignInAttemptsConfiguration : IEntityTypeConfiguration<SignInAttempts>
{
    public void Configure(EntityTypeBuilder<SignInAttempts> builder)
    {
        builder.ToTable("IdentitySignInAttempts");
        builder.HasIndex(x => new { x.TenantId, x.LastTime });
    }
}
