using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tickets.RequestTypes;

internal sealed class RequestTypeConfiguration : IEntityTypeConfiguration<RequestType>
{
    public void Configure(EntityTypeBuilder<RequestType> builder)
    {
        builder.ToTable("TicketRequestTypes");
        builder.Property(x => x.Key).HasMaxLength(60);
        builder.Property(x => x.Icon).HasMaxLength(40);
        builder.HasIndex(x => new { x.TenantId, x.Key }).IsUnique();
    }
}
