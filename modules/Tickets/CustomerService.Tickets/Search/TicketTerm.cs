using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tickets.Search;

/// <summary>
/// A word that occurs in a ticket. Carries the number, so that the newest tickets of a word are read from the key
/// itself.
/// </summary>
internal sealed class TicketTerm : IMultiTenant
{
    public const int MaxLength = 64;

    public Guid TenantId { get; private set; }

    public string Term { get; private set; } = "";

    public long Number { get; private set; }
}

internal sealed class TicketTermConfiguration : IEntityTypeConfiguration<TicketTerm>
{
    public void Configure(EntityTypeBuilder<TicketTerm> builder)
    {
        builder.ToTable("TicketTerms");
        builder.HasKey(x => new
        {
            x.TenantId,
            x.Term,
            x.Number,
        });
        builder.Property(x => x.Term).HasMaxLength(TicketTerm.MaxLength);
    }
}
