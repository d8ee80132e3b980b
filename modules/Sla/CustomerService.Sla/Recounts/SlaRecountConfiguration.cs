using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Sla.Recounts;

internal sealed class SlaRecountConfiguration : IEntityTypeConfiguration<SlaRecount>
{
    public void Configure(EntityTypeBuilder<SlaRecount> builder)
    {
        builder.ToTable("SlaRecounts");
        builder.HasIndex("TenantId", nameof(SlaRecount.SubjectId)).IsUnique();
        builder.HasIndex("TenantId", nameof(SlaRecount.CalendarId));
    }
}
