using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CustomerService.Web.Settings;

/// <summary>Looks at the settings before anything is made of them, so that a wrong one is named and not met somewhere inside.</summary>
internal static class SettingsCheck
{
    /// <summary>Misspelt by so many letters, a name is taken for one of ours.</summary>
    private const int NearlyTheSame = 2;

    /// <exception cref="SettingException">One setting is wrong.</exception>
    public static void Run(IConfiguration configuration)
    {
        foreach (var section in configuration.GetChildren())
        {
            foreach (var (name, value) in section.AsEnumerable().Where(s => s.Value is { Length: > 0 } && s.Key.Contains(':')))
            {
                if (KnownSettings.IsSection(section.Key))
                {
                    CheckValue(name, value!);
                }
                else if (NearestTo(name) is { } near)
                {
                    throw new SettingException(name, $"is no setting; did you mean {near.Replace(":", "__", StringComparison.Ordinal)}?");
                }
            }
        }

        CheckConnectionStrings(configuration);
    }

    /// <summary>Of a node that is going to serve: its folder can be written and its addresses are free.</summary>
    public static void RunForServing(IConfiguration configuration)
    {
        CheckDirectory(configuration);
        if (!configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            foreach (var address in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                CheckAddress(address.Trim());
            }
        }
    }

    private static void CheckValue(string name, string value)
    {
        if (KnownSettings.Find(name) is not { } rule)
        {
            throw new SettingException(
                name,
                NearestTo(name) is { } near
                    ? $"is no setting; did you mean {near.Replace(":", "__", StringComparison.Ordinal)}?"
                    : "is no setting; etc/docs/operating.md lists all of them."
            );
        }

        if (!rule.Accepts(value))
        {
            throw new SettingException(name, $"is '{value}', which is not {rule.Wanted}.");
        }
    }

    private static void CheckConnectionStrings(IConfiguration configuration)
    {
        var isPostgreSql = configuration.GetValue<DatabaseProvider>("Database:Provider") == DatabaseProvider.PostgreSql;
        if (isPostgreSql && string.IsNullOrWhiteSpace(configuration.GetConnectionString("Default")))
        {
            throw new SettingException(
                "ConnectionStrings:Default",
                "is missing; PostgreSQL needs it, such as Host=db;Database=customer_service;Username=customer_service_app;Password=…"
            );
        }

        foreach (var name in (string[])["Default", "Owner"])
        {
            if (configuration.GetConnectionString(name) is not { Length: > 0 } value)
            {
                continue;
            }

            try
            {
                DbConnectionStringBuilder _ = isPostgreSql
                    ? new NpgsqlConnectionStringBuilder(value)
                    : new SqliteConnectionStringBuilder(value);
            }
            catch (Exception e) when (e is ArgumentException or FormatException)
            {
                throw new SettingException(
                    $"ConnectionStrings:{name}",
                    $"is no connection string for {(isPostgreSql ? "PostgreSQL" : "SQLite")}: {e.Message}",
                    e
                );
            }
        }
    }

    private static void CheckDirectory(IConfiguration configuration)
    {
        var directory = configuration["Data:Directory"] ?? "App_Data";
        try
        {
            Directory.CreateDirectory(directory);
            var probe = Path.Combine(directory, $".probe-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException("Data:Directory", $"is {directory}, which cannot be written: {e.Message}", e);
        }
    }

    private static void CheckAddress(string address)
    {
        BindingAddress binding;
        try
        {
            binding = BindingAddress.Parse(address);
        }
        catch (FormatException e)
        {
            throw new SettingException("Urls", $"names '{address}', which is no address to listen on such as http://127.0.0.1:5000.", e);
        }

        if (binding.IsUnixPipe || binding.IsNamedPipe || binding.Port == 0)
        {
            return;
        }

        if (binding.Port is < 0 or > IPEndPoint.MaxPort)
        {
            throw new SettingException("Urls", $"names '{address}', whose port is not between 1 and {IPEndPoint.MaxPort}.");
        }

        var ip =
            System.Net.IPAddress.TryParse(binding.Host.Trim('[', ']'), out var parsed) ? parsed
            : binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? System.Net.IPAddress.Loopback
            : System.Net.IPAddress.Any;
        try
        {
            using var listener = new TcpListener(ip, binding.Port);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new SettingException("Urls", $"names '{address}', where this machine cannot listen: {e.Message}.", e);
        }
    }

    /// <summary>The known setting that was probably meant.</summary>
    private static string? NearestTo(string name) =>
        KnownSettings
            .All.Keys.Select(k => (Name: k, Distance: Distance(k.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(k => k.Distance <= NearlyTheSame)
            .OrderBy(k => k.Distance)
            .Select(k => k.Name)
            .FirstOrDefault();

    /// <summary>Letters to change, add or leave out (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, _) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? diagonal : diagonal + 1;
                (diagonal, row[j]) = (row[j], Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[b.Length];
    }
}
