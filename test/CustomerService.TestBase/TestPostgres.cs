using Npgsql;

namespace CustomerService.TestBase;

/// <summary>
/// The private PostgreSQL that <c>etc/test.sh</c> starts. <c>TEST_POSTGRES</c> is a superuser's connection string and only makes and
/// drops roles and databases: tests migrate and serve with the two roles of the operating guide.
/// </summary>
public static class TestPostgres
{
    public const string ServingRole = "customer_service_app";
    public const string OwnerRole = "customer_service_owner";

    /// <summary>Reads and writes the rows of all tenants; no role of the product can.</summary>
    private const string InspectorRole = "customer_service_test_inspector";
    private const string Password = "serving";

    public static string? Superuser => Environment.GetEnvironmentVariable("TEST_POSTGRES") is { Length: > 0 } value ? value : null;

    /// <summary>Skips the running test, with the reason, where no PostgreSQL was given.</summary>
    public static void Require() =>
        Xunit.Assert.SkipWhen(Superuser is null, "TEST_POSTGRES is not set; ./etc/test.sh starts a private PostgreSQL and sets it.");

    /// <summary>Makes an empty database of the owner role, and the serving role that owns nothing.</summary>
    public static async Task<(string Serving, string Owner)> CreateDatabaseAsync()
    {
        var name = "t_" + Guid.NewGuid().ToString("N")[..16];
        await ExecuteAsync(
            Superuser!,
            RoleSql(OwnerRole, "nosuperuser nobypassrls")
                + RoleSql(ServingRole, "nosuperuser nobypassrls")
                + RoleSql(InspectorRole, "nosuperuser bypassrls in role pg_read_all_data, pg_write_all_data")
        );
        await ExecuteAsync(Superuser!, $"create database {name} owner {OwnerRole}");
        return (As(ServingRole, name), As(OwnerRole, name));
    }

    /// <summary>Nobody may be connected to the database; the template goes when the test process ends.</summary>
    /// <returns>Name of the template.</returns>
    internal static async Task<string> KeepAsTemplateAsync(string ownerConnectionString)
    {
        NpgsqlConnection.ClearAllPools();
        var template = "template_" + Guid.NewGuid().ToString("N")[..16];
        var original = new NpgsqlConnectionStringBuilder(ownerConnectionString).Database;
        await ExecuteAsync(Superuser!, $"create database {template} template {original} owner {OwnerRole}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            ExecuteAsync(Superuser!, $"drop database if exists {template} with (force)").GetAwaiter().GetResult();
        return template;
    }

    /// <summary>In place of the empty database that the connection string leads to.</summary>
    internal static async Task CopyTemplateAsync(string template, string ownerConnectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(ownerConnectionString).Database;
        await ExecuteAsync(Superuser!, $"drop database if exists {name} with (force)");
        await ExecuteAsync(Superuser!, $"create database {name} template {template} owner {OwnerRole}");
    }

    /// <summary>Sees and changes all rows of this database, to arrange and to look.</summary>
    public static string Inspector(string connectionString) =>
        As(InspectorRole, new NpgsqlConnectionStringBuilder(connectionString).Database!);

    public static async Task DropDatabaseAsync(string ownerConnectionString)
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(
            Superuser!,
            $"drop database if exists {new NpgsqlConnectionStringBuilder(ownerConnectionString).Database} with (force)"
        );
    }

    private static string As(string role, string database) =>
        new NpgsqlConnectionStringBuilder(Superuser!)
        {
            Database = database,
            Username = role,
            Password = Password,
            IncludeErrorDetail = true,
        }.ConnectionString;

    /// <summary>Test processes that start together make them at once.</summary>
    private static string RoleSql(string role, string rights) =>
        $"""
            do $$ begin
              if not exists (select from pg_roles where rolname = '{role}') then
                create role {role} login password '{Password}' {rights};
              end if;
            exception when duplicate_object or unique_violation then null; end $$;
            """;

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
