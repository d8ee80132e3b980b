using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerService.Framework.EntityFrameworkCore.Outgoing;

/// <summary>
/// What leaves the house, such as a mail: written in the transaction of what it tells of, sent after the commit by an
/// <see cref="OutgoingJob{TRow, TArgs}"/> of its tenant. It has a column <c>State</c>, in which <c>Pending</c> waits.
/// </summary>
public abstract class OutgoingRow : TenantEntity, IHostSwept
{
    /// <summary>
    /// UTC; not before this. A job takes the row by moving it to the end of its own time, so one column says when the next
    /// attempt is, who is at it, and from when on a job counts as lost.
    /// </summary>
    public DateTime NextAttempt { get; protected set; }
}

public static class OutgoingRowConfiguration
{
    public static void IsOutgoing<T>(this EntityTypeBuilder<T> builder)
        where T : OutgoingRow
    {
        // Whoever took the row over in the meantime wins: a job whose time ran out does not write its outcome.
        builder.Property(x => x.NextAttempt).IsConcurrencyToken();

        // Asked over all tenants: the one index that does not begin with the tenant.
        builder.HasIndex("State", nameof(OutgoingRow.NextAttempt), nameof(OutgoingRow.Id));
    }
}
