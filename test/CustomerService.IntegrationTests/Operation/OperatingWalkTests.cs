using System.Diagnostics;
using System.Globalization;
using CustomerService.TestBase;
using Npgsql;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>The operating guide holds: its script goes from nothing to a restored installation.</summary>
public sealed class OperatingWalkTests
{
    private static readonly string[] Tools = ["psql", "pg_dump", "pg_restore", "curl", "openssl", "setsid"];

    [Fact]
    public async Task Should_Walk_The_Operating_Guide_From_Publishing_To_Restoring()
    {
        TestPostgres.Require();
        var missing = Tools.Where(t => !IsInstalled(t)).ToList();
        Assert.SkipWhen(missing.Count > 0, $"Not installed: {string.Join(", ", missing)}");
        var superuser = new NpgsqlConnectionStringBuilder(TestPostgres.Superuser);
        var directory = Directory.CreateTempSubdirectory("customer-service-walk-").FullName;
        try
        {
            var start = new ProcessStartInfo("bash", [Path.Combine(RepositoryPaths.Root, "etc", "operating-walk.sh")])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    ["PGHOST"] = superuser.Host,
                    ["PGPORT"] = superuser.Port.ToString(CultureInfo.InvariantCulture),
                    ["PGUSER"] = superuser.Username,
                    ["PGPASSWORD"] = superuser.Password ?? "",
                    ["WALK_DIR"] = directory,
                    // What was built for the tests is what is published.
                    ["CONFIGURATION"] = RepositoryPaths.WebAssembly.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug",
                    ["PUBLISH_FLAGS"] = "--no-build",
                },
            };
            using var walk = Process.Start(start)!;
            var (output, error) = (walk.StandardOutput.ReadToEndAsync(), walk.StandardError.ReadToEndAsync());
            await walk.WaitForExitAsync();
            walk.ExitCode.ShouldBe(0, $"{await output}\n{await error}");
            (await output).ShouldContain("The walk went through.");
        }
        finally
        {
            Directory.Delete(directory, true);
        }
    }

    private static bool IsInstalled(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, tool)));
}
