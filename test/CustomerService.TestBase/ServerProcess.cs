using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CustomerService.Framework.EntityFrameworkCore.Data;

namespace CustomerService.TestBase;

/// <summary>
/// The built product as a process of its own, over a database and data directory of its own: what a person starts, and
/// what <c>kill -9</c> ends.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);

    private readonly ServerSettings _settings;
    private readonly List<string> _log = [];
    private Process? _process;

    private ServerProcess(ServerSettings settings, int port)
    {
        (_settings, Port) = (settings, port);
    }

    public int Port { get; }

    public int ProcessId => _process!.Id;

    public string Log
    {
        get
        {
            lock (_log)
            {
                return string.Join('\n', _log);
            }
        }
    }

    /// <summary>Starts a node and waits until it is ready. Several nodes may share the same settings.</summary>
    public static async Task<ServerProcess> StartAsync(ServerSettings settings)
    {
        if (settings.Provider == DatabaseProvider.PostgreSql)
        {
            await settings.MigrateAsync(async () =>
            {
                var (exitCode, output) = await RunVerbAsync(settings, "migrate");
                if (exitCode != 0)
                {
                    throw new InvalidOperationException($"migrate ended with {exitCode}:\n{output}");
                }
            });
        }

        var server = new ServerProcess(settings, Ports.FindFree());
        await server.StartAgainAsync();
        settings.IsMigrated = true;
        return server;
    }

    /// <summary>Starts a node and waits until it listens: for one that is not going to be ready.</summary>
    public static async Task<ServerProcess> StartUnreadyAsync(ServerSettings settings)
    {
        var server = new ServerProcess(settings, Ports.FindFree());
        await server.StartAgainAsync("/health/live");
        return server;
    }

    public Task StartAgainAsync() => StartAgainAsync("/health/ready");

    private async Task StartAgainAsync(string probe)
    {
        _process = Start(_settings, ["--urls", $"http://127.0.0.1:{Port}"], Remember);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < StartTimeout)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The server ended with {_process.ExitCode}:\n{Log}");
            }

            try
            {
                if ((await client.GetAsync(new Uri($"http://127.0.0.1:{Port}{probe}"))).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"The server was not ready in time:\n{Log}");
    }

    /// <summary>SIGKILL: no farewell, no clean-up.</summary>
    public void Kill()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    /// <summary>SIGTERM: what an operator's <c>systemctl stop</c> sends.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", $"{_process!.Id}"])!.WaitForExit();

    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _process!.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Runs a command-line verb of the product to its end; or a node that is expected not to start.</summary>
    public static async Task<(int ExitCode, string Output)> RunVerbAsync(ServerSettings settings, params string[] words)
    {
        var output = new List<string>();
        using var process = Start(
            settings,
            words,
            line =>
            {
                lock (output)
                {
                    output.Add(line);
                }
            }
        );
        await process.WaitForExitAsync();
        settings.IsMigrated |= process.ExitCode == 0 && words is ["migrate" or "seed" or "restore", ..];
        return (process.ExitCode, string.Join('\n', output));
    }

    /// <summary>A client that speaks to this node as to the given host name (a tenant's, or the bare one).</summary>
    public HttpClient Client(string host = "localhost", bool followRedirects = true, CookieContainer? cookies = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = followRedirects,
            CookieContainer = cookies ?? new CookieContainer(),
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, Port, token);
                return new NetworkStream(socket, true);
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri($"http://{host}:{Port}") };
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Remember(string line)
    {
        lock (_log)
        {
            _log.Add(line);
        }
    }

    private static Process Start(ServerSettings settings, string[] words, Action<string> onLine)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = settings.DataDirectory,
        };
        start.ArgumentList.Add(RepositoryPaths.WebAssembly);
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        foreach (var (name, value) in settings.EnvironmentOf(isNode: words[0].StartsWith('-')))
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, e) => Hand(e.Data);
        process.ErrorDataReceived += (_, e) => Hand(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Hand(string? line)
        {
            if (line is not null)
            {
                onLine(line);
            }
        }
    }
}

/// <summary>Database and data directory that one or more nodes share; both are thrown away with it.</summary>
public sealed class ServerSettings : IAsyncDisposable
{
    private readonly string? _ownerConnectionString;

    private ServerSettings(DatabaseProvider provider, string directory, string? serving, string? owner)
    {
        (Provider, DataDirectory, _ownerConnectionString) = (provider, directory, owner);
        Environment = new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Data__Directory"] = directory,
            ["Database__Provider"] = provider.ToString(),
            ["Database__MigrateOnStart"] = "true",
            ["Demo__Seed"] = "false",
            ["DOTNET_gcServer"] = "0",
        };
        if (serving is not null)
        {
            Environment["ConnectionStrings__Default"] = serving;
            Environment["ConnectionStrings__Owner"] = owner!;
        }
    }

    public DatabaseProvider Provider { get; }

    public string DataDirectory { get; }

    /// <summary>Further settings may be added before a node starts.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>Migrates; is no superuser and obeys row-level security. PostgreSQL only.</summary>
    public string OwnerConnectionString => _ownerConnectionString ?? throw new InvalidOperationException("SQLite has no owner.");

    /// <summary>Sees and changes all rows, to arrange and to look; PostgreSQL only.</summary>
    public string InspectorConnectionString => TestPostgres.Inspector(OwnerConnectionString);

    /// <summary>Somebody brought the database to this version already.</summary>
    public bool IsMigrated { get; internal set; }

    /// <summary>Brings the database to this version, once.</summary>
    /// <param name="migrateAsync">Migrates this database, if no other of this test process was migrated before.</param>
    public async Task MigrateAsync(Func<Task> migrateAsync)
    {
        if (!IsMigrated)
        {
            await SchemaTemplates.CreateAsync(
                Provider,
                "migrated",
                _ownerConnectionString ?? SchemaTemplates.FileIn(DataDirectory),
                migrateAsync
            );
            IsMigrated = true;
        }
    }

    /// <summary>Before a node starts.</summary>
    /// <param name="from">The installation's own address.</param>
    public void SendMailTo(TestSmtpServer smtp, string from) =>
        (Environment["Smtp__Host"], Environment["Smtp__Port"], Environment["Smtp__From"]) = ("127.0.0.1", $"{smtp.Port}", from);

    /// <summary>As the operating guide has it: a node knows the serving role alone, verbs know the owner too.</summary>
    internal IEnumerable<KeyValuePair<string, string>> EnvironmentOf(bool isNode) =>
        Provider == DatabaseProvider.PostgreSql && isNode
            ? Environment.Where(e => e.Key is not ("ConnectionStrings__Owner" or "Database__MigrateOnStart"))
            : Environment;

    /// <summary>Skips the test when PostgreSQL is asked for and not there.</summary>
    public static async Task<ServerSettings> CreateAsync(DatabaseProvider provider)
    {
        string? serving = null,
            owner = null;
        if (provider == DatabaseProvider.PostgreSql)
        {
            TestPostgres.Require();
            (serving, owner) = await TestPostgres.CreateDatabaseAsync();
        }

        return new ServerSettings(provider, Directory.CreateTempSubdirectory("customer-service-server-").FullName, serving, owner);
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(DataDirectory, true);
        if (_ownerConnectionString is not null)
        {
            await TestPostgres.DropDatabaseAsync(_ownerConnectionString);
        }
    }
}

public static class RepositoryPaths
{
    public static string Root { get; } = FindRoot();

    /// <summary>The web project as built beside the running test, Debug or Release.</summary>
    public static string WebAssembly { get; } =
        Path.Combine(
            Root,
            "src",
            "CustomerService.Web",
            "bin",
            AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug",
            "net10.0",
            "CustomerService.Web.dll"
        );

    /// <summary>Where tests leave pictures and logs.</summary>
    public static string Output { get; } =
        Directory
            .CreateDirectory(
                Environment.GetEnvironmentVariable("TEST_OUTPUT") is { Length: > 0 } set ? set : Path.Combine(Root, "test-output")
            )
            .FullName;

    /// <summary>The folder of other people's data beside the repository, or null where it is absent: tests that use it then skip.</summary>
    public static string? SharedData { get; } =
        Path.Combine(Root, "..", "shared", "data") is var path && Directory.Exists(path) ? Path.GetFullPath(path) : null;

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "CustomerService.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("CustomerService.sln was not found above the tests.");
    }
}
