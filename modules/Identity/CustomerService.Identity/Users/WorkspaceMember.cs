using System.Security.Cryptography;
using System.Text;
using CustomerService.Framework.Entities;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Identity.Users;

/// <summary>
/// Says in which workspaces an address is staff, so that "find my workspace" asks one table and not every tenant. A host entity, for that
/// question has no tenant yet; it holds a hash of the address only, and its answer goes to that address only.
/// </summary>
internal sealed class WorkspaceMember : Entity, IHostEntity
{
    private WorkspaceMember() { }

    public WorkspaceMember(string normalizedEmail, Guid workspaceId) => (EmailHash, WorkspaceId) = (HashOf(normalizedEmail), workspaceId);

    public string EmailHash { get; private set; } = "";

    public Guid WorkspaceId { get; private set; }

    public static string HashOf(string normalizedEmail) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(normalizedEmail)));
}

internal sealed class WorkspaceMemberConfiguration : IEntityTypeConfiguration<WorkspaceMember>
{
    public void Configure(EntityTypeBuilder<WorkspaceMember> builder)
    {
        builder.ToTable("IdentityWorkspaceMembers");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.EmailHash).HasMaxLength(64);
        builder.HasIndex(x => new { x.EmailHash, x.WorkspaceId }).IsUnique();
    }
}
