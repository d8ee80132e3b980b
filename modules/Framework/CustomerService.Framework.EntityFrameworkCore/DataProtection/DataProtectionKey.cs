using System.Xml.Linq;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.MultiTenancy;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.EntityFrameworkCore.DataProtection;

/// <summary>A key of ASP.NET Core Data Protection, shared by all nodes. The installation's own, hence a host entity.</summary>
public sealed class DataProtectionKey : Entity, IHostEntity, IAppendOnly
{
    public string FriendlyName { get; init; } = "";

    public string Xml { get; init; } = "";
}

internal sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> builder)
    {
        builder.ToTable("DataProtectionKeys");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.FriendlyName).HasMaxLength(256);
    }
}

internal sealed class DatabaseXmlRepository(IServiceScopeFactory scopes, ICurrentTenant tenant) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var host = tenant.Change(null);
        using var scope = scopes.CreateScope();
        return
        [
            .. scope
                .ServiceProvider.GetRequiredService<CustomerServiceDbContext>()
                .Set<DataProtectionKey>()
                .AsNoTracking()
                .Select(k => k.Xml)
                .ToList()
                .Select(XElement.Parse),
        ];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var host = tenant.Change(null);
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomerServiceDbContext>();
        db.Add(new DataProtectionKey { FriendlyName = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });

        // The contract of IXmlRepository is synchronous.
        db.SaveChangesAsync().GetAwaiter().GetResult();
    }
}
