using System.Text.Json;
using CustomerService.Framework.Entities;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Tickets.Views;

/// <summary>A filter with a name: one agent's own, or everybody's.</summary>
internal sealed class SavedView : TenantAggregateRoot
{
    private SavedView() { }

    public SavedView(Guid ownerId, string name, bool isShared, TicketFilter filter) =>
        (OwnerId, Name, IsShared, Filter) = (ownerId, name, isShared, JsonSerializer.Serialize(filter));

    public Guid OwnerId { get; private set; }

    public string Name { get; private set; } = "";

    public bool IsShared { get; private set; }

    /// <summary>JSON of <see cref="TicketFilter"/>.</summary>
    public string Filter { get; private set; } = "";

    public TicketFilter ReadFilter() => JsonSerializer.Deserialize<TicketFilter>(Filter)!;
}

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("TicketViews");
        builder.Property(x => x.Name).HasMaxLength(60);
        builder.Property(x => x.Filter).HasMaxLength(4000);
        builder.HasIndex(x => new { x.TenantId, x.OwnerId });
    }
}
