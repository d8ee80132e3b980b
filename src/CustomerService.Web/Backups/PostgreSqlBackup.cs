using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using CustomerService.Framework.Commands;
using CustomerService.Framework.EntityFrameworkCore.Data;
using Npgsql;

namespace CustomerService.Web.Backups;

/// <summary>
/// By <c>pg_dump</c> and <c>pg_restore</c>, as the owner. Policies and grants name roles, which may be others where the
/// backup goes: they are
/// left out, and <see cref="DatabaseMigrator"/> makes them anew.
/// </summary>
internal sealed class PostgreSqlBackup(DatabaseOptions options) : IDatabaseBackup
{
    /// <summary>Parts of a dump that belong to roles or are there in every database.</summary>
    private static readonly string[] LeftOut = [" POLICY ", " ROW SECURITY ", " SCHEMA - public ", " COMMENT - SCHEMA public "];

    private readonly NpgsqlConnectionStringBuilder _owner = new(options.OwnerConnectionString);

    public Task DumpAsync(string file, CancellationToken cancellationToken) =>
        RunAsync(
            "pg_dump",
            ["--format=custom", "--no-owner", "--no-privileges", "--enable-row-security", "--schema=public", $"--file={file}"],
            cancellationToken
        );

    /// <summary>The server knows who is connected.</summary>
    public IDisposable? Serve() => null;

    public async Task<string?> FindObstacleAsync(bool mayOverwrite, CancellationToken cancellationToken)
    {
        var nodes = await ScalarAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and usename is not null",
            cancellationToken
        );
        if (nodes > 0)
        {
            return $"{nodes} connection(s) to {_owner.Database} are open. Stop all nodes first.";
        }

        var tables = await ScalarAsync<long>("select count(*) from pg_tables where schemaname = 'public'", cancellationToken);
        return tables > 0 && !mayOverwrite
            ? $"{_owner.Database} holds {tables} tables already. With --overwrite yes they are replaced."
            : null;
    }

    public async Task RestoreAsync(string file, CancellationToken cancellationToken)
    {
        var parts = file + ".parts";
        var list = await RunAsync("pg_restore", ["--list", file], cancellationToken);
        await File.WriteAllLinesAsync(parts, list.Split('\n').Where(line => !LeftOut.Any(line.Contains)), cancellationToken);
        await ScalarAsync<object>(
            """
            do $$ declare t text; begin
              for t in select tablename from pg_tables where schemaname = 'public' and tableowner = current_user loop
                execute format('drop table public.%I cascade', t);
              end loop;
              for t in select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname = 'public' and p.proowner = (select oid from pg_roles where rolname = current_user) loop
                execute 'drop function ' || t;
              end loop;
            end $$
            """,
            cancellationToken
        );
        await RunAsync(
            "pg_restore",
            [
                "--no-owner",
                "--no-privileges",
                "--single-transaction",
                "--exit-on-error",
                $"--use-list={parts}",
                $"--dbname={_owner.Database}",
                file,
            ],
            cancellationToken
        );
    }

    private async Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        var single = new NpgsqlConnectionStringBuilder(_owner.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(single.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <returns>What the tool wrote.</returns>
    private async Task<string> RunAsync(string tool, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Environment())
        {
            start.Environment[name] = value;
        }

        using var process = Start(start);
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(cancellationToken),
            process.StandardError.ReadToEndAsync(cancellationToken)
        );
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new CommandUsageException($"{tool} ended with {process.ExitCode}: {(await error).Trim()}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new CommandUsageException(
                $"{start.FileName} is not installed here: install PostgreSQL's client programs (package postgresql-client), "
                    + $"not older than the server."
            );
        }
    }

    /// <summary>The password never stands among the arguments, which everybody on the machine can read.</summary>
    private Dictionary<string, string?> Environment()
    {
        var values = new Dictionary<string, string?>
        {
            ["PGHOST"] = _owner.Host,
            ["PGPORT"] = _owner.Port.ToString(CultureInfo.InvariantCulture),
            ["PGDATABASE"] = _owner.Database,
            ["PGUSER"] = _owner.Username,
            ["PGPASSWORD"] = _owner.Password,
            // The owner obeys row-level security; this lets it read the rows of all tenants.
            ["PGOPTIONS"] = "-c app.backup=on",
        };
        if (_owner.ContainsKey("SSL Mode"))
        {
            values["PGSSLMODE"] = _owner.SslMode switch
            {
                SslMode.VerifyCA => "verify-ca",
                SslMode.VerifyFull => "verify-full",
                _ => _owner.SslMode.ToString().ToLowerInvariant(),
            };
        }

        return values;
    }
}
