using System.Linq.Expressions;
using CustomerService.Framework.Entities;
using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Framework.EntityFrameworkCore.Model;

/// <summary>Foreign keys between tenant-owned tables carry the tenant: a reference into another tenant cannot be written.</summary>
public static class TenantForeignKeyExtensions
{
    /// <summary>
    /// A reference without navigation: <c>b.HasTenantForeignKey&lt;Article, Category&gt;(x =&gt; x.CategoryId)</c>. An
    /// optional one needs a nullable property and is not cascaded.
    /// </summary>
    public static ReferenceCollectionBuilder<TPrincipal, TDependent> HasTenantForeignKey<TDependent, TPrincipal>(
        this EntityTypeBuilder<TDependent> builder,
        Expression<Func<TDependent, object?>> reference,
        DeleteBehavior onDelete = DeleteBehavior.Restrict
    )
        where TDependent : class, IMultiTenant
        where TPrincipal : class, IMultiTenant =>
        builder
            .HasOne<TPrincipal>()
            .WithMany()
            .HasForeignKey(nameof(IMultiTenant.TenantId), NameOf(reference))
            .HasPrincipalKey(nameof(IMultiTenant.TenantId), nameof(Entity.Id))
            .OnDelete(onDelete);

    /// <summary>An aggregate's parts: <c>b.HasTenantMany(x =&gt; x.Messages, x =&gt; x.TicketId)</c>; deleted with the root.</summary>
    public static ReferenceCollectionBuilder<TRoot, TPart> HasTenantMany<TRoot, TPart>(
        this EntityTypeBuilder<TRoot> builder,
        Expression<Func<TRoot, IEnumerable<TPart>?>> parts,
        Expression<Func<TPart, object?>> reference
    )
        where TRoot : class, IMultiTenant
        where TPart : class, IMultiTenant =>
        builder
            .HasMany(parts)
            .WithOne()
            .HasForeignKey(nameof(IMultiTenant.TenantId), NameOf(reference))
            .HasPrincipalKey(nameof(IMultiTenant.TenantId), nameof(Entity.Id))
            .OnDelete(DeleteBehavior.Cascade);

    private static string NameOf<T>(Expression<Func<T, object?>> reference) =>
        ((reference.Body as UnaryExpression)?.Operand as MemberExpression ?? (MemberExpression)reference.Body).Member.Name;
}
