using CustomerService.Framework.EntityFrameworkCore.Data;

namespace CustomerService.Framework.EntityFrameworkCore.PostgreSql;

/// <summary>
/// What the law asks of rows that are written once: the serving role may not touch them, but it may call a function of the owner's, which
/// does one thing for the connection's tenant, and only while a condition holds.
/// </summary>
public interface IWrittenOnceFunction
{
    internal const string OwnTenant = "nullif(current_setting('app.tenant', true), '')::uuid";

    /// <summary>Name and types of the parameters.</summary>
    internal string Signature { get; }

    /// <summary>SQL that makes it; run again with every migration.</summary>
    internal string Write(CustomerServiceDbContext ownerContext);
}
