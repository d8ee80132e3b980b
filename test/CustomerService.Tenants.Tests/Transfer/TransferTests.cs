using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Settings;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Operations;
using CustomerService.Tenants.Deletion;
using CustomerService.Tenants.Tenants;
using CustomerService.Tenants.Transfer;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerService.Tenants.Tests.Transfer;

/// <summary>An export that was cut off goes on; an import takes what is good and says what is not.</summary>
public sealed class TransferTests
{
    [Fact]
    public async Task Should_Not_Read_The_Rows_Again_After_A_Break_Among_The_Files()
    {
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite, typeof(TransferTestModule));
        var acme = await CreateAsync(host);
        await host.RunAsync(acme, sp => sp.GetRequiredService<CustomerServiceDbContext>().AddAsync(Setting("before")).AsTask());
        await AsAdminAsync<IWorkspaceDataAppService>(host, acme, s => s.BeginExportAsync());
        host.Services.GetRequiredService<FlakyBlobs>().Breaks = 1;
        await Should.ThrowAsync<IOException>(() => host.Jobs.RunAsync());

        await host.RunAsync(acme, sp => sp.GetRequiredService<CustomerServiceDbContext>().AddAsync(Setting("after")).AsTask());
        host.Time.Advance(TimeSpan.FromMinutes(2));
        var sweep = host.Services.GetServices<HangfireBackgroundWorkerBase>().Single(w => w.RecurringJobId == "operations.sweep");
        await sweep.DoWorkAsync();
        await host.Jobs.RunAsync();

        var names = new List<string>();
        await AsAdminAsync<IOperationAppService>(
            host,
            acme,
            async s =>
            {
                var latest = (await s.FindLatestAsync(TransferOperations.Export))!;
                latest.State.ShouldBe(OperationState.Done, latest.Error);
                await using var file = (await s.OpenFileAsync(latest.Id)).Content;
                using var archive = await ArchiveReader.OpenAsync(file, default);
                using var rows = new StreamReader(archive.Open(archive.Manifest.Entries.Single(e => e.Name == "rows/SettingValues.jsonl")));
                names.Add(await rows.ReadToEndAsync());
            }
        );
        names.Single().ShouldContain("before");
        names.Single().ShouldNotContain("after");
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Take_Good_Rows_And_Say_What_Is_Wrong_With_The_Others(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync(provider, typeof(TransferTestModule));
        var (good, twin) = (Row(Guid.NewGuid(), "one"), Row(Guid.NewGuid(), "one"));
        var zip = Zip(
            ("SettingValues", [good, "{", "7", """{"Id":"x"}""", Row(Guid.NewGuid(), "two", ",\"New\":1"), twin, good]),
            ("Unknown", ["{}"])
        );
        var imported = await ImportAsync(host, zip);
        imported
            .Rejected.Select(r => (r.Table, r.Line))
            .ShouldBe([
                ("SettingValues", 2),
                ("SettingValues", 3),
                ("SettingValues", 4),
                ("SettingValues", 5),
                ("SettingValues", 6),
                ("Unknown", 0),
            ]);
        imported.Rejected[3].Reason.ShouldContain("New");
        (await host.RunAsync(imported.Id, sp => NamesAsync(sp))).ShouldBe(["one"]);
    }

    [Fact]
    public async Task Should_Not_Take_The_Address_Of_Another_Workspace()
    {
        await using var host = await TestHost.CreateAsync(DatabaseProvider.Sqlite, typeof(TransferTestModule));
        await CreateAsync(host);
        var error = await Should.ThrowAsync<BusinessException>(() => ImportAsync(host, Zip()));
        error.Code.ShouldBe(TenantsErrorCodes.SlugTaken);
        (await ImportAsync(host, Zip(), "acme-2")).Slug.ShouldBe("acme-2");
    }

    internal static async Task<Guid> CreateAsync(TestHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var tenants = scope.ServiceProvider.GetRequiredService<ITenantIntegrationService>();
        return (
            await tenants.CreateAsync(
                new CreateTenant("acme", "Acme", "en", "Asia/Shanghai", "saas", "Ada", "ada@acme.example", "Trial-Pass-2026!", false)
            )
        ).Id;
    }

    internal static readonly Guid Ada = new("0190a000-0000-7000-8000-0000000000ad");

    internal static Task AsAdminAsync<TService>(TestHost host, Guid tenant, Func<TService, Task> work, Guid? person = null)
        where TService : notnull => host.RunAsAsync(tenant, person ?? Ada, RoleNames.Admin, sp => work(sp.GetRequiredService<TService>()));

    private static SettingValue Setting(string name) => new() { Name = name, Value = "1" };

    private static Task<List<string>> NamesAsync(IServiceProvider sp) =>
        sp.GetRequiredService<CustomerServiceDbContext>().Set<SettingValue>().Select(s => s.Name).ToListAsync();

    private static string Row(Guid id, string name, string more = "") =>
        $$"""
            {"Id":"{{id}}","ConcurrencyStamp":"{{id}}","CreationTime":"2026-03-02T09:00:00Z","Name":"{{name}}","Value":"1"{{more}}}
            """.Trim();

    private static MemoryStream Zip(params (string Table, string[] Rows)[] tables)
    {
        var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entries = new List<ArchiveEntry>();
            foreach (var (table, rows) in tables)
            {
                var bytes = Encoding.UTF8.GetBytes(string.Join('\n', rows));
                var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
                entries.Add(new ArchiveEntry(ArchiveManifest.RowsOf(table), rows.Length, bytes.Length, hash));
                using var entry = zip.CreateEntry(entries[^1].Name).Open();
                entry.Write(bytes);
            }

            using var manifest = zip.CreateEntry(ArchiveManifest.FileName).Open();
            JsonSerializer.Serialize(manifest, ArchiveTests.Manifest() with { Entries = entries }, ArchiveManifest.Json);
        }

        return content;
    }

    private static async Task<ImportedWorkspace> ImportAsync(TestHost host, Stream zip, string? slug = null)
    {
        using var archive = await ArchiveReader.OpenAsync(zip, default);
        return await host.Services.GetRequiredService<WorkspaceImporter>().ImportAsync(archive, slug, _ => { }, default);
    }
}

[DependsOn(typeof(TenantsModule))]
public sealed class TransferTestModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        var files = context.Services.Last(d => d.ServiceType == typeof(IBlobProvider)).ImplementationType!;
        context.Services.AddSingleton(sp => new FlakyBlobs((IBlobProvider)ActivatorUtilities.CreateInstance(sp, files)));
        context.Services.Replace(ServiceDescriptor.Singleton<IBlobProvider>(sp => sp.GetRequiredService<FlakyBlobs>()));
        context.Services.AddSingleton<IDeletionCodes, SentCodes>();
    }
}

/// <summary>Files that cannot be listed now and then.</summary>
internal sealed class FlakyBlobs(IBlobProvider files) : IBlobProvider
{
    public int Breaks { get; set; }

    public Task<long> SaveAsync(string container, Guid id, Stream content, long maxBytes, CancellationToken cancellationToken) =>
        files.SaveAsync(container, id, content, maxBytes, cancellationToken);

    public Task<Stream?> GetOrNullAsync(string container, Guid id, CancellationToken cancellationToken) =>
        files.GetOrNullAsync(container, id, cancellationToken);

    public Task DeleteAsync(string container, Guid id, CancellationToken cancellationToken) =>
        files.DeleteAsync(container, id, cancellationToken);

    public IAsyncEnumerable<Guid> ListOlderThanAsync(string container, DateTime utc, CancellationToken cancellationToken) =>
        Breaks-- > 0 ? throw new IOException("broke off") : files.ListOlderThanAsync(container, utc, cancellationToken);

    public Task<long> DeleteAllAsync(CancellationToken cancellationToken) => files.DeleteAllAsync(cancellationToken);
}

internal sealed class SentCodes : IDeletionCodes
{
    public string Last { get; private set; } = "";

    public Task SendAsync(Guid userId, string code, CancellationToken cancellationToken = default)
    {
        Last = code;
        return Task.CompletedTask;
    }
}
