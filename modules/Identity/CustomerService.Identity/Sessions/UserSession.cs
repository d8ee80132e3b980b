using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Identity.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Identity.Sessions;

/// <summary>One browser in which somebody is signed in. Its cookie counts as long as this row is there and not ended.</summary>
internal sealed class UserSession : TenantEntity
{
    /// <summary>A browser that was not used for this long must sign in again.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromDays(14);

    private UserSession() { }

    public UserSession(Guid id, Guid userId, string device, string? address, Guid? onlyTicketId, DateTime now)
    {
        (Id, UserId, Device, Address, OnlyTicketId, CreationTime, LastSeen) = (id, userId, device, address, onlyTicketId, now, now);
    }

    public Guid UserId { get; private set; }

    /// <summary>Browser and system, in words.</summary>
    public string Device { get; private set; } = "";

    public string? Address { get; private set; }

    /// <summary>Came by a ticket's link and sees that ticket only.</summary>
    public Guid? OnlyTicketId { get; private set; }

    public DateTime CreationTime { get; private set; }

    public DateTime LastSeen { get; private set; }

    public DateTime? EndedAt { get; private set; }

    public void End(DateTime now) => EndedAt ??= now;
}

internal sealed class UserSessionConfiguration : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> builder)
    {
        builder.ToTable("IdentitySessions");
        builder.Property(x => x.Device).HasMaxLength(100);
        builder.Property(x => x.Address).HasMaxLength(64);
        builder.HasTenantForeignKey<UserSession, User>(x => x.UserId, DeleteBehavior.Cascade);
        builder.HasIndex(x => new { x.TenantId, x.UserId });
        builder.HasIndex(x => new { x.TenantId, x.LastSeen });
    }
}
