namespace CustomerService.Framework.EntityFrameworkCore.Data;

public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}

/// <summary>
/// Configuration: <c>Database:Provider</c>, <c>ConnectionStrings:Default</c> (serving role),
/// <c>ConnectionStrings:Owner</c> (migrations).
/// </summary>
public sealed class DatabaseOptions
{
    public DatabaseProvider Provider { get; set; }

    public string ConnectionString { get; set; } = "";

    public string OwnerConnectionString { get; set; } = "";
}
