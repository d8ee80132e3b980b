using CustomerService.Framework.MultiTenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

/// <summary>May a node serve with this role on this database?</summary>
public sealed class ServingCheck(TenantScope scopes, IOptions<DatabaseOptions> options)
{
    private const string Migrate = "run the verb migrate with ConnectionStrings__Owner set.";

    /// <returns>What to say after <c>ConnectionStrings__Default</c>; null when all is well.</returns>
    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken = default)
    {
        if (options.Value.Provider == DatabaseProvider.PostgreSql && await FindProblemOfRoleAsync(cancellationToken) is { } problem)
        {
            return problem;
        }

        var pending = await scopes.RunAsync(
            null,
            async provider =>
                (
                    await provider.GetRequiredService<CustomerServiceDbContext>().Database.GetPendingMigrationsAsync(cancellationToken)
                ).Count(),
            cancellationToken
        );
        return pending > 0 ? $"leads to a database that lacks {pending} migration(s) of this version; {Migrate}" : null;
    }

    /// <summary>Without EF Core, which would log each refusal on its own.</summary>
    private async Task<string?> FindProblemOfRoleAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(options.Value.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            select r.rolname::text, r.rolsuper or r.rolbypassrls,
                coalesce(has_table_privilege(to_regclass('public."__EFMigrationsHistory"'), 'select'), false)
            from pg_roles r where r.rolname = current_user
            """,
            connection
        );
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (role, passesBy, mayRead) = (reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2));
        return passesBy
                ? $"names the role {role}, which passes row-level security by; serve with one of its own (create role … "
                    + $"login nosuperuser nobypassrls)."
            : mayRead ? null
            : $"leads to a database that was never migrated, or not for the role {role}; {Migrate}";
    }
}
