using System.Linq.Expressions;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Framework.EntityFrameworkCore.Model;

/// <summary>
/// What every entity gets by being what it is: key (TenantId, Id), filters, concurrency stamp. A type that says neither
/// tenant nor host is refused.
/// </summary>
internal static class KernelConventions
{
    public const string MultiTenantFilter = "MultiTenant";
    public const string SoftDeleteFilter = "SoftDelete";

    public static void ApplyKernelConventions(this ModelBuilder modelBuilder, CustomerServiceDbContext context)
    {
        foreach (var type in modelBuilder.Model.GetEntityTypes().Where(t => !t.IsOwned()).ToList())
        {
            var builder = modelBuilder.Entity(type.ClrType);
            if (typeof(IMultiTenant).IsAssignableFrom(type.ClrType))
            {
                MakeMultiTenant(builder, context);
            }
            else if (!typeof(IHostEntity).IsAssignableFrom(type.ClrType))
            {
                throw new InvalidOperationException($"{type.ClrType.Name} is neither IMultiTenant nor IHostEntity. Say whose it is.");
            }

            if (typeof(ISoftDelete).IsAssignableFrom(type.ClrType))
            {
                builder.HasQueryFilter(SoftDeleteFilter, NotDeleted(type.ClrType));
            }

            if (typeof(AuditedAggregateRoot).IsAssignableFrom(type.ClrType))
            {
                builder.Property(nameof(AuditedAggregateRoot.ConcurrencyStamp)).IsConcurrencyToken();
                builder.Ignore(nameof(AuditedAggregateRoot.DistributedEvents));
                builder.Ignore(nameof(AuditedAggregateRoot.LocalEvents));
            }
        }
    }

    private static void MakeMultiTenant(EntityTypeBuilder builder, CustomerServiceDbContext context)
    {
        if (typeof(Entity).IsAssignableFrom(builder.Metadata.ClrType))
        {
            builder.HasKey(nameof(IMultiTenant.TenantId), nameof(Entity.Id));
            builder.Property(nameof(Entity.Id)).ValueGeneratedNever();
        }

        builder.Property(nameof(IMultiTenant.TenantId)).ValueGeneratedOnAdd().HasValueGenerator<TenantKeyGenerator>();
        builder.HasQueryFilter(MultiTenantFilter, OwnedByTenantOf(context, builder.Metadata.ClrType));
    }

    private static LambdaExpression OwnedByTenantOf(CustomerServiceDbContext context, Type entity)
    {
        var row = Expression.Parameter(entity, "row");
        return Expression.Lambda(
            Expression.Equal(
                Expression.Property(row, nameof(IMultiTenant.TenantId)),
                Expression.Property(Expression.Constant(context), nameof(CustomerServiceDbContext.TenantKey))
            ),
            row
        );
    }

    private static LambdaExpression NotDeleted(Type entity)
    {
        var row = Expression.Parameter(entity, "row");
        return Expression.Lambda(Expression.Not(Expression.Property(row, nameof(ISoftDelete.IsDeleted))), row);
    }
}
