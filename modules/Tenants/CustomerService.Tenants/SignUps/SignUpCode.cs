using System.Security.Cryptography;
using System.Text;
using CustomerService.Framework.Entities;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tenants.SignUps;

/// <summary>
/// The code that was mailed to an address, one for each. A host entity, for there is no tenant yet; neither address nor code can be read
/// from it.
/// </summary>
internal sealed class SignUpCode : Entity, IHostEntity
{
    public const int MaxTries = 5;
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>Between two mails to an address.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Mails to an address within a day: strangers cannot fill somebody's mailbox with ours.</summary>
    private const int MaxMails = 6;

    private const int Digits = 6;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>Six digits are soon guessed by whoever holds the table; by then the code has run out.</summary>
    private const int Rounds = 100_000;

    private SignUpCode() { }

    public SignUpCode(Guid id, DateTime now) => (Id, FirstMailAt) = (id, now);

    public byte[] Salt { get; private set; } = [];

    public byte[] Hash { get; private set; } = [];

    /// <summary>Begun with this code.</summary>
    public int Tries { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime MailedAt { get; private set; }

    /// <summary>Since <see cref="FirstMailAt"/>.</summary>
    public int Mails { get; private set; }

    public DateTime FirstMailAt { get; private set; }

    public static Guid IdOf(string address) => new(SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant())).AsSpan(0, 16));

    /// <summary>The last mail is on its way.</summary>
    public bool IsFresh(DateTime now) => Mails > 0 && now < MailedAt + Pause;

    public bool IsSpent(DateTime now) => Mails >= MaxMails && now < FirstMailAt + TimeSpan.FromDays(1);

    /// <returns>The new code; it ends the one before.</returns>
    public string Renew(DateTime now)
    {
        if (now >= FirstMailAt + TimeSpan.FromDays(1))
        {
            (FirstMailAt, Mails) = (now, 0);
        }

        var code = RandomNumberGenerator.GetString("0123456789", Digits);
        Salt = RandomNumberGenerator.GetBytes(SaltBytes);
        (Hash, Tries, Mails) = (HashOf(code), 0, Mails + 1);
        (MailedAt, ExpiresAt) = (now, now + Lifetime);
        return code;
    }

    public bool Fits(string code) => CryptographicOperations.FixedTimeEquals(Hash, HashOf(code));

    private byte[] HashOf(string code) => Rfc2898DeriveBytes.Pbkdf2(code, Salt, Rounds, HashAlgorithmName.SHA256, HashBytes);
}

internal sealed class SignUpCodeConfiguration : IEntityTypeConfiguration<SignUpCode>
{
    public void Configure(EntityTypeBuilder<SignUpCode> builder)
    {
        builder.ToTable("TenantSignUpCodes");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Salt).HasMaxLength(16);
        builder.Property(x => x.Hash).HasMaxLength(32);
        builder.HasIndex(x => x.MailedAt);
    }
}
