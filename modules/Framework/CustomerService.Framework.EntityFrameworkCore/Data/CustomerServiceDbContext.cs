using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>
/// The one context, composed from the modules' models. It belongs to the tenant that was current when it was made: filters, stamps and,
/// on PostgreSQL, the connection's row-level security follow that tenant.
/// </summary>
public sealed class CustomerServiceDbContext : DbContext
{
    public CustomerServiceDbContext(DbContextOptions<CustomerServiceDbContext> options, ICurrentTenant currentTenant, EntityModel model)
        : base(options)
    {
        CurrentTenant = currentTenant;
        TenantKey = currentTenant.Key;
        IsSweep = HostSweep.IsActive;
        EntityModel = model;
        ChangeTracker.Tracking += StampTenant;
    }

    /// <summary>The tenant this context reads and writes.</summary>
    public Guid TenantKey { get; }

    /// <summary>Made inside <see cref="HostSweep"/>: may see the rows of all tenants in the queue tables.</summary>
    internal bool IsSweep { get; }

    internal ICurrentTenant CurrentTenant { get; }

    internal EntityModel EntityModel { get; }

    /// <summary>
    /// EF Core generates no value for a key part that also belongs to a foreign key, as TenantId does in every
    /// reference between aggregates.
    /// </summary>
    private void StampTenant(object? sender, EntityTrackingEventArgs e)
    {
        if (e is { FromQuery: false, State: EntityState.Added } && e.Entry.Entity is IMultiTenant row && row.TenantId == Guid.Empty)
        {
            e.Entry.Property(nameof(IMultiTenant.TenantId)).CurrentValue = TenantKey;
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        EntityModel.Configure(modelBuilder);
        modelBuilder.ApplyKernelConventions(this);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save through IUnitOfWork: events and timers are part of it.");
}
