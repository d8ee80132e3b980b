using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace CustomerService.Framework.EntityFrameworkCore.Model;

/// <summary>Stamps a new row with its context's tenant.</summary>
internal sealed class TenantKeyGenerator : ValueGenerator<Guid>
{
    public override bool GeneratesTemporaryValues => false;

    public override Guid Next(EntityEntry entry) => ((CustomerServiceDbContext)entry.Context).TenantKey;
}
