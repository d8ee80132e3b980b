using CustomerService.Framework.Blobs;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.DataProtection;
using CustomerService.Framework.MultiTenancy;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Framework.EntityFrameworkCore.Data;

internal sealed class DatabaseDoctorCheck(TenantScope scopes, IOptions<DatabaseOptions> options) : IDoctorCheck
{
    public string Name => "database";

    public Task<DoctorResult> RunAsync(CancellationToken cancellationToken = default) =>
        scopes.RunAsync(
            null,
            async provider =>
            {
                var database = provider.GetRequiredService<CustomerServiceDbContext>().Database;
                if (!await database.CanConnectAsync(cancellationToken))
                {
                    return DoctorResult.Fail(
                        $"{options.Value.Provider} does not answer",
                        "Check ConnectionStrings__Default, and that the server runs and lets this machine in."
                    );
                }

                var pending = (await database.GetPendingMigrationsAsync(cancellationToken)).Count();
                return pending > 0
                    ? DoctorResult.Fail(
                        $"{options.Value.Provider}, {pending} migration(s) to go",
                        "Run the verb migrate with ConnectionStrings__Owner set."
                    )
                    : DoctorResult.Ok($"{options.Value.Provider}, up to date");
            },
            cancellationToken
        );
}

/// <summary>
/// PostgreSQL: a serving role that owns tables or can bypass row-level security makes the second wall between tenants a
/// painted one.
/// </summary>
internal sealed class ServingRoleDoctorCheck(TenantScope scopes, IOptions<DatabaseOptions> options) : IDoctorCheck
{
    private const string Advice =
        "Serve with a role of its own (create role app login nosuperuser nobypassrls), give the owner in "
        + "ConnectionStrings__Owner, and run migrate: it grants what is needed.";

    public string Name => "serving role";

    public async Task<DoctorResult> RunAsync(CancellationToken cancellationToken = default)
    {
        if (options.Value.Provider != DatabaseProvider.PostgreSql)
        {
            return DoctorResult.Ok("SQLite has no roles; tenants are kept apart by keys and filters");
        }

        return await scopes.RunAsync(
            null,
            async provider =>
            {
                var database = provider.GetRequiredService<CustomerServiceDbContext>().Database;
                var owned = await database
                    .SqlQuery<int>(
                        $"""select count(*)::int as "Value" from pg_tables where schemaname = 'public' and tableowner = current_user"""
                    )
                    .SingleAsync(cancellationToken);
                var bypasses = await database
                    .SqlQuery<bool>($"""select (rolsuper or rolbypassrls) as "Value" from pg_roles where rolname = current_user""")
                    .SingleAsync(cancellationToken);
                return (owned, bypasses) switch
                {
                    (_, true) => DoctorResult.Warn("the serving role can bypass row-level security", Advice),
                    (> 0, _) => DoctorResult.Warn($"the serving role owns {owned} tables", Advice),
                    _ => DoctorResult.Ok("owns nothing and cannot bypass row-level security"),
                };
            },
            cancellationToken
        );
    }
}

internal sealed class StorageDoctorCheck(StorageProbe storage, IOptions<DataOptions> data) : IDoctorCheck
{
    public string Name => "files";

    public Task<DoctorResult> RunAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(
            storage.FindProblem() is { } problem
                ? DoctorResult.Fail(
                    problem,
                    "Make room, give the service's user the right to write there, or set Data__Directory to another place."
                )
                : DoctorResult.Ok($"in {Path.GetFullPath(data.Value.Directory)}")
        );
}

/// <summary>Signing keys: can this node read them, and can whoever reads the database?</summary>
internal sealed class KeysDoctorCheck(IKeyManager keys, TenantScope scopes, IOptions<DatabaseOptions> options) : IDoctorCheck
{
    public string Name => "keys";

    public async Task<DoctorResult> RunAsync(CancellationToken cancellationToken = default)
    {
        var (all, unreadable) = (0, 0);
        foreach (var key in keys.GetAllKeys())
        {
            all++;
            try
            {
                unreadable += key.CreateEncryptor() is null ? 1 : 0;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                unreadable++;
            }
        }

        var plain = await scopes.RunAsync(
            null,
            provider =>
                provider
                    .GetRequiredService<CustomerServiceDbContext>()
                    .Set<DataProtectionKey>()
                    .CountAsync(k => !k.Xml.Contains("encryptedSecret"), cancellationToken),
            cancellationToken
        );
        return (unreadable, plain) switch
        {
            (> 0, _) => DoctorResult.Fail(
                $"{unreadable} of {all} signing key(s) cannot be read",
                "Set Keys__CertificateFile to the certificate they were encrypted with, or add it to Keys__PreviousCertificateFiles__0."
            ),
            (_, > 0) when options.Value.Provider == DatabaseProvider.PostgreSql => DoctorResult.Warn(
                $"{plain} of {all} signing key(s) stand unencrypted in the database",
                "Make a certificate with the verb keys create and set Keys__CertificateFile on every node; see etc/docs/operating.md."
            ),
            _ => DoctorResult.Ok($"{all} signing key(s) in the database"),
        };
    }
}

internal sealed class TimeZoneDoctorCheck : IDoctorCheck
{
    private static readonly string[] Wanted = ["Asia/Shanghai", "America/New_York", "Europe/Berlin"];

    public string Name => "time zones";

    public Task<DoctorResult> RunAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(
            Wanted.FirstOrDefault(id => !TimeZoneInfo.TryFindSystemTimeZoneById(id, out _)) is { } missing
                ? DoctorResult.Fail($"{missing} is unknown here", "Install the system's time zone data (package tzdata).")
                : DoctorResult.Ok("known")
        );
}
