using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tickets.Numbering;

/// <summary>The last ticket number of a tenant; one row each, written by <see cref="TicketNumberAllocator"/> alone.</summary>
internal sealed class TicketCounter : IMultiTenant
{
    public Guid TenantId { get; private set; }

    public long LastNumber { get; private set; }
}

internal sealed class TicketCounterConfiguration : IEntityTypeConfiguration<TicketCounter>
{
    public void Configure(EntityTypeBuilder<TicketCounter> builder)
    {
        builder.ToTable("TicketCounters");
        builder.HasKey(x => x.TenantId);
    }
}
