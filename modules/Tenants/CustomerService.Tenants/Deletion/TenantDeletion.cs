using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CustomerService.Framework.Entities;
using CustomerService.Framework.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tenants.Deletion;

/// <summary>
/// The end of a workspace: asked for, confirmed, waiting, done; then its certificate. The installation's own, hence a host entity: it
/// outlives the tenant.
/// </summary>
internal sealed class TenantDeletion : HostAggregateRoot
{
    /// <summary>Time to change one's mind.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(14);

    /// <summary>As long as the mailed code counts, and as long as somebody else may confirm without a new request.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromHours(1);

    private const int MaxTries = 5;
    private const int CodeSpace = 1_000_000;

    private TenantDeletion() { }

    public TenantDeletion(Guid tenantId, string slug, string name, Guid askedById, string askedByName, DateTime now) =>
        (WorkspaceId, Slug, Name, AskedById, AskedByName, AskedAt) = (tenantId, slug, name, askedById, askedByName, now);

    /// <summary>The tenant's id; not its row's owner, for it is the installation's.</summary>
    public Guid WorkspaceId { get; private set; }

    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    public Guid AskedById { get; private set; }

    public string AskedByName { get; private set; } = "";

    public DateTime AskedAt { get; private set; }

    public string? CodeHash { get; private set; }

    public int Tries { get; private set; }

    /// <summary>Whoever confirmed it: another administrator, or the one who asked, by the mailed code.</summary>
    public string? ConfirmedByName { get; private set; }

    public DateTime? ConfirmedAt { get; private set; }

    /// <summary>From then on it is too late.</summary>
    public DateTime? DueAt { get; private set; }

    public DateTime? CancelledAt { get; private set; }

    public DateTime? StartedAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    /// <summary>JSON: table, files, jobs → how many were removed.</summary>
    public string Counts { get; private set; } = "{}";

    /// <summary>Of all that the certificate says.</summary>
    public string? Hash { get; private set; }

    /// <summary>The installation planned it: the company left, and did not come back.</summary>
    public bool IsByInstallation => AskedById == Guid.Empty;

    /// <param name="by">What people read in place of a person's name.</param>
    public static TenantDeletion ByInstallation(Tenants.Tenant tenant, string by, DateTime now) =>
        new(tenant.Id, tenant.Slug, tenant.Name, Guid.Empty, by, now)
        {
            ConfirmedByName = by,
            ConfirmedAt = now,
            DueAt = now + Grace,
        };

    public bool IsOpen(DateTime now) =>
        CancelledAt is null && FinishedAt is null && (ConfirmedAt is not null || now - AskedAt < CodeLifetime);

    /// <returns>The code to be mailed; only its hash stays.</returns>
    public string MakeCode()
    {
        var code = $"{RandomNumberGenerator.GetInt32(CodeSpace):D6}";
        CodeHash = HashOf(code);
        return code;
    }

    /// <returns>false: the code is wrong, and one try less is left.</returns>
    public bool TryConfirm(Guid personId, string personName, string? code, DateTime now)
    {
        if (ConfirmedAt is not null)
        {
            return true;
        }

        if (personId == AskedById && (Tries++ >= MaxTries || code is null || HashOf(code.Trim()) != CodeHash))
        {
            return false;
        }

        (ConfirmedByName, ConfirmedAt, DueAt, CodeHash) = (personName, now, now + Grace, null);
        return true;
    }

    public void Cancel(DateTime now) =>
        CancelledAt = StartedAt is null ? now : throw new BusinessException(TenantsErrorCodes.DeletionBegun);

    public void Start(DateTime now) => StartedAt ??= now;

    public void Count(string what, long count)
    {
        var counts = JsonSerializer.Deserialize<SortedDictionary<string, long>>(Counts)!;
        counts[what] = counts.GetValueOrDefault(what) + count;
        Counts = JsonSerializer.Serialize(counts);
    }

    public void Finish(DateTime now)
    {
        // As the database keeps it, so that the hash can be made again from what it says.
        FinishedAt = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        Hash = Certify();
    }

    /// <summary>SHA-256 of the lines below, as <c>etc/docs/operating.md</c> describes it.</summary>
    public string Certify() =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    $"{WorkspaceId:D}\n{Slug}\n{Name}\n{AskedByName}\n{AskedAt:yyyy-MM-ddTHH:mm:ssZ}\n{ConfirmedByName}\n"
                        + $"{FinishedAt:yyyy-MM-ddTHH:mm:ssZ}\n{Counts}"
                )
            )
        );

    private string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Id:N}/{code}")));
}

internal sealed class TenantDeletionConfiguration : IEntityTypeConfiguration<TenantDeletion>
{
    public void Configure(EntityTypeBuilder<TenantDeletion> builder)
    {
        builder.ToTable("TenantDeletions");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Slug).HasMaxLength(Tenants.SlugRules.MaxLength);
        builder.Property(x => x.Name).HasMaxLength(Tenants.Tenant.MaxNameLength);
        builder.Property(x => x.AskedByName).HasMaxLength(256);
        builder.Property(x => x.ConfirmedByName).HasMaxLength(256);
        builder.Property(x => x.CodeHash).HasMaxLength(64);
        builder.Property(x => x.Hash).HasMaxLength(64);
        builder.HasIndex(x => new { x.WorkspaceId, x.FinishedAt });
    }
}
