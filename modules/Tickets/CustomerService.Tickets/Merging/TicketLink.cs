using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tickets.Merging;

/// <summary>Two tickets that belong together; there is a row for each side, so that either finds the other by its own key.</summary>
internal sealed class TicketLink : TenantEntity
{
    private TicketLink() { }

    public TicketLink(Guid ticketId, Guid otherId) => (TicketId, OtherId) = (ticketId, otherId);

    public Guid TicketId { get; private set; }

    public Guid OtherId { get; private set; }
}

internal sealed class TicketLinkConfiguration : IEntityTypeConfiguration<TicketLink>
{
    public void Configure(EntityTypeBuilder<TicketLink> builder)
    {
        builder.ToTable("TicketLinks");
        builder.HasTenantForeignKey<TicketLink, Ticket>(x => x.TicketId, DeleteBehavior.Cascade);
        builder
            .HasIndex(x => new
            {
                x.TenantId,
                x.TicketId,
                x.OtherId,
            })
            .IsUnique();
    }
}
