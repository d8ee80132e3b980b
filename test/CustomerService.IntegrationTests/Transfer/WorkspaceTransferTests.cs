using System.Text.Json.Nodes;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Auditing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Operations;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Operations;
using CustomerService.Identity.Users;
using CustomerService.IntegrationTests.Isolation;
using CustomerService.Tenants.Deletion;
using CustomerService.Tenants.Tenants;
using CustomerService.Tenants.Transfer;
using CustomerService.TestBase;
using CustomerService.Tickets.Search;
using CustomerService.Tickets.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Transfer;

/// <summary>A workspace moves from one installation to another, on the other database, and is ended where it was.</summary>
public sealed class WorkspaceTransferTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql)]
    [InlineData(DatabaseProvider.PostgreSql, DatabaseProvider.Sqlite)]
    public async Task Should_Take_Everything_To_Another_Installation_And_Leave_Nothing_Behind(DatabaseProvider from, DatabaseProvider to)
    {
        await using var oldSettings = await ServerSettings.CreateAsync(from);
        await using var newSettings = await ServerSettings.CreateAsync(to);
        await using var old = await Product.OpenAsync(oldSettings);
        await using var @new = await Product.OpenAsync(newSettings);
        var alpha = await old.CreateTenantAsync("alpha");
        var beta = await old.CreateTenantAsync("beta");
        await MarkedTenant.FillAsync(old, alpha, 3);
        await SaveLogoAsync(old, alpha);

        var archive = await ExportAsync(old, alpha.Id);
        var imported = await ImportAsync(@new, archive);
        await ShouldBeTheSameAsync(old, alpha.Id, @new, imported);
        await ShouldServeAsync(old, alpha.Id, @new, imported);

        await DeleteAsync(old, alpha.Id, beta.Id, oldSettings);
        (await old.CreateTenantAsync("alpha")).Id.ShouldNotBe(alpha.Id, "the address is free again");
    }

    private static async Task SaveLogoAsync(Product product, TenantInfo tenant) =>
        await product.RunAsync(
            tenant.Id,
            async p =>
            {
                var logo = Guid.NewGuid();
                await p.GetRequiredService<IBlobContainer<Tenant>>().SaveAsync(logo, new MemoryStream([1, 2, 3]), 100);
                (await p.GetRequiredService<CustomerServiceDbContext>().Set<Tenant>().SingleAsync(t => t.Id == tenant.Id)).SetLogo(
                    logo,
                    "image/png"
                );
            }
        );

    private static async Task<byte[]> ExportAsync(Product product, Guid tenant)
    {
        var admin = await AdminAsync(product, tenant);
        var id = Guid.Empty;
        await product.RunAsAsync(
            tenant,
            admin,
            RoleNames.Admin,
            async p => id = await p.GetRequiredService<IWorkspaceDataAppService>().BeginExportAsync()
        );
        using (product.Services.GetRequiredService<ICurrentTenant>().Change(tenant))
        {
            await using var scope = product.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<AsyncBackgroundJob<RunOperationArgs>>().ExecuteAsync(new RunOperationArgs(id));
        }

        var content = new MemoryStream();
        await product.RunAsAsync(
            tenant,
            admin,
            RoleNames.Admin,
            async p =>
            {
                var operations = p.GetRequiredService<IOperationAppService>();
                (await operations.FindLatestAsync(TransferOperations.Export))!.State.ShouldBe(OperationState.Done);
                await using var file = (await operations.OpenFileAsync(id)).Content;
                await file.CopyToAsync(content);
            }
        );
        var written = await product.RunAsync(
            tenant,
            p => p.GetRequiredService<CustomerServiceDbContext>().Set<AuditLog>().Select(a => a.EntityType).ToListAsync()
        );
        written.ShouldContain("WorkspaceExport");
        written.ShouldContain("OperationFile");
        return content.ToArray();
    }

    /// <summary>Cut off in the middle, gone on with, and once more.</summary>
    private static async Task<Guid> ImportAsync(Product product, byte[] archive)
    {
        await Should.ThrowAsync<IOException>(() => RunAsync(what => _ = what == "Tickets" ? throw new IOException("cut off") : 0));
        (await product.Services.GetRequiredService<ITenantStore>().FindBySlugAsync("alpha")).ShouldBeNull("half of it is no workspace");
        var imported = await RunAsync(_ => { });
        imported.Rejected.ShouldBeEmpty();
        var again = await RunAsync(_ => { });
        again.IsNew.ShouldBeFalse();
        again.Id.ShouldBe(imported.Id);
        return imported.Id;

        async Task<ImportedWorkspace> RunAsync(Action<string> onProgress)
        {
            using var reader = await ArchiveReader.OpenAsync(new MemoryStream(archive), default);
            return await product.Services.GetRequiredService<WorkspaceImporter>().ImportAsync(reader, null, onProgress, default);
        }
    }

    private static async Task ShouldBeTheSameAsync(Product old, Guid alpha, Product @new, Guid imported)
    {
        var (before, after) = (await RowsAsync(old, alpha), await RowsAsync(@new, imported));
        after.Keys.ShouldBe(before.Keys, ignoreOrder: true);
        before.Values.Count(rows => rows.Count > 0).ShouldBeGreaterThan(25, "tables with rows");
        foreach (var (table, rows) in before)
        {
            // What the old house did since, above all the export itself.
            after[table].Except(table is "AuditLogs" or "UsageEntries" ? after[table] : rows).ShouldBeEmpty(table);
            rows.Where(r => !r.Contains("WorkspaceExport") && !r.Contains("OperationFile")).Except(after[table]).ShouldBeEmpty(table);
        }

        foreach (var container in TransferRules.Containers)
        {
            var files = await FilesAsync(old, alpha, container);
            files.ShouldNotBeEmpty(container);
            (await FilesAsync(@new, imported, container)).ShouldBe(files, ignoreOrder: true);
        }

        var users = await @new.RunAsync(imported, p => p.GetRequiredService<CustomerServiceDbContext>().Set<User>().ToListAsync());
        users.ShouldAllBe(u => u.PasswordHash == null && u.SecurityStamp.Length > 0);
    }

    /// <summary>People find it, and what is searched is found.</summary>
    private static async Task ShouldServeAsync(Product old, Guid alpha, Product product, Guid imported)
    {
        await MarkedTenant.DrainAsync(product);
        using (product.Services.GetRequiredService<ICurrentTenant>().Change(imported))
        {
            await using var scope = product.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<AsyncBackgroundJob<IndexImportedTicketsArgs>>().ExecuteAsync(new());
        }

        (await TermsAsync(product, imported)).ShouldBe(await TermsAsync(old, alpha), ignoreOrder: true);
        await product.RunAsync(
            imported,
            async p =>
            {
                var db = p.GetRequiredService<CustomerServiceDbContext>();
                (await db.Set<WorkspaceMember>().CountAsync(m => m.WorkspaceId == imported)).ShouldBe(3);
                (await db.Set<Ticket>().CountAsync()).ShouldBe(4);
            }
        );
    }

    private static Task<List<string>> TermsAsync(Product product, Guid tenant) =>
        product.RunAsync(
            tenant,
            p => p.GetRequiredService<CustomerServiceDbContext>().Set<TicketTerm>().Select(t => t.Term + " " + t.Number).ToListAsync()
        );

    private static async Task DeleteAsync(Product product, Guid alpha, Guid beta, ServerSettings settings)
    {
        var admin = await AdminAsync(product, alpha);
        var neighbour = await CountsAsync(product, beta);
        await product.RunAsAsync(
            alpha,
            admin,
            RoleNames.Admin,
            async p =>
            {
                await p.GetRequiredService<IWorkspaceDeletionAppService>().AskAsync();
            }
        );
        await product.RunAsAsync(
            alpha,
            Guid.NewGuid(),
            RoleNames.Admin,
            p => p.GetRequiredService<IWorkspaceDeletionAppService>().ConfirmAsync(new ConfirmDeletionInput())
        );
        await RunWorkerAsync(product);
        (await CountsAsync(product, alpha))["Tickets"].ShouldBe(4, "there are fourteen days to change one's mind");

        await product.RunAsync(
            alpha,
            p =>
                p.GetRequiredService<CustomerServiceDbContext>()
                    .Set<TenantDeletion>()
                    .ExecuteUpdateAsync(s => s.SetProperty(d => d.DueAt, DateTime.UtcNow.AddMinutes(-1)))
        );
        await RunWorkerAsync(product);
        (await CountsAsync(product, alpha)).Where(c => c.Value > 0).ShouldBeEmpty();
        (await CountsAsync(product, beta)).ShouldBe(neighbour);
        Directory.Exists(Path.Combine(settings.DataDirectory, "blobs", $"{alpha:N}")).ShouldBeFalse();
        Directory.Exists(Path.Combine(settings.DataDirectory, "blobs", $"{beta:N}")).ShouldBe(neighbour["KnowledgeFiles"] > 0);
        await product.RunAsync(
            beta,
            async p =>
            {
                var db = p.GetRequiredService<CustomerServiceDbContext>();
                (await db.Set<Tenant>().AnyAsync(t => t.Id == alpha)).ShouldBeFalse();
                (await db.Set<WorkspaceMember>().AnyAsync(m => m.WorkspaceId == alpha)).ShouldBeFalse();
                var certificate = await db.Set<TenantDeletion>().SingleAsync();
                certificate.Hash.ShouldBe(certificate.Certify());
                JsonNode.Parse(certificate.Counts)!["Tickets"]!.GetValue<long>().ShouldBe(4);
                JsonNode.Parse(certificate.Counts)!["jobs"]!.GetValue<long>().ShouldBePositive();
            }
        );
    }

    private static async Task RunWorkerAsync(Product product)
    {
        await using var scope = product.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DeletionWorker>().DoWorkAsync();
    }

    private static Task<Guid> AdminAsync(Product product, Guid tenant) =>
        product.RunAsync(
            tenant,
            p =>
                p.GetRequiredService<CustomerServiceDbContext>()
                    .Set<User>()
                    .Where(u => u.Role == RoleNames.Admin)
                    .Select(u => u.Id)
                    .FirstAsync()
        );

    private static Task<SortedDictionary<string, long>> CountsAsync(Product product, Guid tenant) =>
        WithSnapshotAsync(
            product,
            tenant,
            async (db, snapshot) =>
            {
                var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
                foreach (var table in TransferModel.AllTables(db))
                {
                    counts[table.Name] = await snapshot.CountAsync(table, default);
                }

                return counts;
            }
        );

    private static Task<SortedDictionary<string, List<string>>> RowsAsync(Product product, Guid tenant) =>
        WithSnapshotAsync(
            product,
            tenant,
            async (db, snapshot) =>
            {
                var rows = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
                foreach (var table in TransferModel.ExportedTables(db))
                {
                    rows[table.Name] = [];
                    await foreach (var row in snapshot.ReadAsync(table))
                    {
                        rows[table.Name].Add(string.Join('|', table.Columns.Select((c, i) => $"{c.Name}={Plain(c, row[i])}")));
                    }
                }

                return rows;
            }
        );

    private static async Task<T> WithSnapshotAsync<T>(
        Product product,
        Guid tenant,
        Func<CustomerServiceDbContext, WorkspaceSnapshot, Task<T>> work
    )
    {
        using var change = product.Services.GetRequiredService<ICurrentTenant>().Change(tenant);
        await using var scope = product.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomerServiceDbContext>();
        await using var snapshot = await WorkspaceSnapshot.OpenAsync(db, default);
        return await work(db, snapshot);
    }

    /// <summary>PostgreSQL keeps microseconds, and its own order in JSON.</summary>
    private static string Plain(TransferColumn column, object? value) =>
        value switch
        {
            DateTime instant => $"{new DateTime(instant.Ticks / 10 * 10):O}",
            string document when column.Mapping is null => Sorted(JsonNode.Parse(document)),
            _ => System.Text.Json.JsonSerializer.Serialize(value),
        };

    private static string Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject o => "{"
                + string.Join(',', o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + ":" + Sorted(p.Value)))
                + "}",
            JsonArray a => "[" + string.Join(',', a.Select(Sorted)) + "]",
            _ => node?.ToJsonString().ToUpperInvariant() ?? "",
        };

    private static async Task<List<string>> FilesAsync(Product product, Guid tenant, string container)
    {
        using var change = product.Services.GetRequiredService<ICurrentTenant>().Change(tenant);
        var blobs = product.Services.GetRequiredService<IBlobProvider>();
        var files = new List<string>();
        await foreach (var id in blobs.ListOlderThanAsync(container, DateTime.MaxValue, default))
        {
            await using var content = (await blobs.GetOrNullAsync(container, id, default))!;
            files.Add($"{id:N} {Convert.ToHexString(await System.Security.Cryptography.SHA256.HashDataAsync(content))}");
        }

        return files;
    }
}
