using Npgsql;

namespace CustomerService.TestBase;

/// <summary>The private PostgreSQL that <c>etc/test.sh</c> starts: <c>TEST_POSTGRES</c> is a superuser's connection string.</summary>
public static class TestPostgres
{
    public const string ServingRole = "customer_service_app";
    private const string ServingPassword = "serving";

    public static string? Superuser => Environment.GetEnvironmentVariable("TEST_POSTGRES") is { Length: > 0 } value ? value : null;

    /// <summary>Skips the running test, with the reason, where no PostgreSQL was given.</summary>
    public static void Require() =>
        Xunit.Assert.SkipWhen(Superuser is null, "TEST_POSTGRES is not set; ./etc/test.sh starts a private PostgreSQL and sets it.");

    /// <summary>Makes an empty database and the serving role that owns nothing.</summary>
    public static async Task<(string Serving, string Owner)> CreateDatabaseAsync()
    {
        var name = "t_" + Guid.NewGuid().ToString("N")[..16];
        await ExecuteAsync(
            Superuser!,
            $"""
            do $$ begin
              if not exists (select from pg_roles where rolname = '{ServingRole}') then
                create role {ServingRole} login password '{ServingPassword}' nosuperuser nobypassrls;
              end if;
            exception when duplicate_object or unique_violation then null; end $$;
            """
        );
        await ExecuteAsync(Superuser!, $"create database {name}");
        var owner = new NpgsqlConnectionStringBuilder(Superuser!) { Database = name, IncludeErrorDetail = true };
        var serving = new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Username = ServingRole, Password = ServingPassword };
        return (serving.ConnectionString, owner.ConnectionString);
    }

    public static async Task DropDatabaseAsync(string ownerConnectionString)
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(
            Superuser!,
            $"drop database if exists {new NpgsqlConnectionStringBuilder(ownerConnectionString).Database} with (force)"
        );
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
