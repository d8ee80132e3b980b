using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.TestBase;
using Npgsql;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>Whoever reads the database cannot sign in with what stands there.</summary>
public sealed class KeysTests
{
    [Fact]
    public async Task Should_Keep_Signing_Keys_That_The_Serving_Role_Cannot_Read_Without_The_Certificate()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.PostgreSql);
        var file = Path.Combine(settings.DataDirectory, "keys.pfx");
        (await ServerProcess.RunVerbAsync(settings, "keys", "create", file)).ExitCode.ShouldBe(0);
        if (!OperatingSystem.IsWindows())
        {
            (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)).ShouldBe(UnixFileMode.None);
        }

        var (again, refusal) = await ServerProcess.RunVerbAsync(settings, "keys", "create", file);
        again.ShouldBe(2);
        refusal.ShouldContain("is there already");

        settings.Environment["Keys__CertificateFile"] = file;
        await using (var server = await ServerProcess.StartAsync(settings))
        {
            using var client = server.Client();
            (await client.GetStringAsync("/signin")).ShouldContain("__RequestVerificationToken");
        }

        var keys = await KeysAsync(settings.Environment["ConnectionStrings__Default"]);
        keys.ShouldNotBeEmpty();
        keys.ShouldAllBe(k => k.Contains("encryptedSecret") && !k.Contains("<masterKey"));
        var (ok, findings) = await ServerProcess.RunVerbAsync(settings, "doctor");
        ok.ShouldBe(0, findings);
        findings.ShouldContain("[ ok ] keys:");

        settings.Environment.Remove("Keys__CertificateFile");
        var (failed, complaint) = await ServerProcess.RunVerbAsync(settings, "doctor");
        failed.ShouldBe(1);
        complaint.ShouldContain("cannot be read");
        complaint.ShouldContain("Keys__CertificateFile");

        settings.Environment["Keys__PreviousCertificateFiles__0"] = file;
        (await ServerProcess.RunVerbAsync(settings, "doctor")).Output.ShouldContain("[ ok ] keys:");
    }

    [Fact]
    public async Task Should_Say_That_Keys_Stand_Unencrypted()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.PostgreSql);
        await using (var server = await ServerProcess.StartAsync(settings))
        {
            using var client = server.Client();
            await client.GetStringAsync("/signin");
        }

        (await ServerProcess.RunVerbAsync(settings, "doctor")).Output.ShouldContain("stand unencrypted in the database");
    }

    private static async Task<List<string>> KeysAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""select "Xml" from "DataProtectionKeys" """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var keys = new List<string>();
        while (await reader.ReadAsync())
        {
            keys.Add(reader.GetString(0));
        }

        return keys;
    }
}
