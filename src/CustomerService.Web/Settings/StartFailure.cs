using System.Net.Sockets;
using CustomerService.Framework.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CustomerService.Web.Settings;

/// <summary>What an operator is told instead of a stack trace, when the cause is his to mend.</summary>
internal static class StartFailure
{
    private const string Serving = "ConnectionStrings__Default";

    /// <summary>Runs, and turns a failure that a setting explains into its sentence and exit code 1.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (Explain(e) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    /// <returns>One sentence that names the setting; null for what is no operator's business: a mistake of ours.</returns>
    public static string? Explain(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            var sentence = e switch
            {
                SettingException or OptionsValidationException => e.Message,
                PostgresException refused => Explain(refused),
                NpgsqlException { InnerException: SocketException or TimeoutException or IOException } =>
                    $"{Serving} (or ConnectionStrings__Owner) names a PostgreSQL server that does not answer: {Line(e)}",
                SqliteException { SqliteErrorCode: 8 or 10 or 13 or 14 or 26 } =>
                    $"Data__Directory (or {Serving}) leads to a database that cannot be used: {Line(e)}",
                _ => null,
            };
            if (sentence is not null)
            {
                return sentence;
            }
        }

        return null;
    }

    private static string? Explain(PostgresException e) =>
        e.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"{Serving} or ConnectionStrings__Owner is refused: {Line(e)} (check Username and Password).",
            PostgresErrorCodes.InvalidCatalogName =>
                $"{Serving} or ConnectionStrings__Owner names a database that is not there: {Line(e)}.",
            PostgresErrorCodes.UndefinedObject when e.MessageText.Contains("role", StringComparison.Ordinal) =>
                $"{Serving} names a role that is not there: {Line(e)}.",
            PostgresErrorCodes.UndefinedTable =>
                $"{Serving} leads to a database without the product's tables: run the verb migrate with ConnectionStrings__Owner.",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"{Serving} or ConnectionStrings__Owner names a role that may not do this ({Line(e)}): run the verb migrate "
                    + $"with the owner in ConnectionStrings__Owner and the serving role in {Serving}.",
            PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown =>
                $"{Serving} leads to a server that takes no connection now: {Line(e)}.",
            _ => null,
        };

    private static string Line(Exception e) =>
        (e is PostgresException p ? p.MessageText : e.Message).ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
