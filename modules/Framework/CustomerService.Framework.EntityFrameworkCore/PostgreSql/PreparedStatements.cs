using System.Data.Common;
using Npgsql;

namespace CustomerService.Framework.EntityFrameworkCore.PostgreSql;

/// <summary>
/// Statements that come again stay prepared on their connection. Npgsql then resets a returned connection setting by
/// setting (the tenant too)
/// instead of with DISCARD ALL, which also threw away every plan, those of foreign keys included.
/// </summary>
internal static class PreparedStatements
{
    /// <summary>Of the product's few hundred statements the frequent ones; the database keeps them per connection.</summary>
    private const int Kept = 100;

    /// <summary>
    /// What the operator says in the connection string wins: <c>Max Auto Prepare=0</c> suits a pooler that cannot keep
    /// statements.
    /// </summary>
    public static string WithDefault(string connectionString)
    {
        var said = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return said.ContainsKey("Max Auto Prepare") || said.ContainsKey("MaxAutoPrepare")
            ? connectionString
            : new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = Kept }.ConnectionString;
    }
}
