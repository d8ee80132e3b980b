using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Events;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Plans;
using CustomerService.Tenants.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tenants.Transfer;

/// <param name="IsNew">false: this very export was there already, and nothing was changed.</param>
internal sealed record ImportedWorkspace(Guid Id, string Slug, bool IsNew, long Rows, int Files, IReadOnlyList<RejectedRow> Rejected);

/// <summary>
/// Makes a workspace of an exported one. The rows keep their ids, for they are unique within a tenant only, and so every reference
/// between them; the tenant's own id is made of the export's and the address, so that the same file finds what it began before.
/// </summary>
internal sealed class WorkspaceImporter(
    TenantScope scope,
    TenantDirectory directory,
    PlanDirectory plans,
    IBlobProvider blobs,
    ICurrentTenant currentTenant
) : ISingletonDependency
{
    private const int Batch = 500;

    /// <param name="slug">The new address; null keeps the old one.</param>
    /// <param name="onProgress">What is being taken in.</param>
    /// <exception cref="BusinessException">The file is not what it should be, or somebody else has the address.</exception>
    public async Task<ImportedWorkspace> ImportAsync(
        ArchiveReader archive,
        string? slug,
        Action<string> onProgress,
        CancellationToken cancellationToken
    )
    {
        var workspace = archive.Manifest.Workspace;
        slug ??= workspace.Slug;
        var id = IdOf(archive.Manifest.ExportId, slug);
        if (await ReserveAsync(id, slug, workspace, cancellationToken) != TenantState.Importing)
        {
            return new ImportedWorkspace(id, slug, false, 0, 0, []);
        }

        var rejected = new List<RejectedRow>();
        var tables = await scope.RunAsync(
            id,
            sp => Task.FromResult(TransferModel.AllTables(sp.GetRequiredService<CustomerServiceDbContext>())),
            cancellationToken
        );
        var entries = archive
            .Manifest.Entries.Where(e => ArchiveReader.TableOf(e) is not null)
            .ToDictionary(e => ArchiveReader.TableOf(e)!);
        foreach (var table in tables.Where(t => entries.ContainsKey(t.Name) && !TransferRules.KeptTables.ContainsKey(t.Name)))
        {
            onProgress(table.Name);
            await TakeRowsAsync(archive, entries[table.Name], table, id, rejected, cancellationToken);
            entries.Remove(table.Name);
        }

        rejected.AddRange(entries.Keys.Select(name => new RejectedRow(name, 0, "is a kind of rows that is not known here", "")));
        var files = await TakeFilesAsync(archive, id, onProgress, cancellationToken);
        await OpenAsync(id, cancellationToken);
        return new ImportedWorkspace(id, slug, true, archive.Manifest.Entries.Sum(e => e.Rows ?? 0) - rejected.Count, files, rejected);
    }

    private static Guid IdOf(Guid exportId, string slug) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{exportId:N}/{slug}")).AsSpan(0, 16));

    private async Task<TenantState> ReserveAsync(Guid id, string slug, ArchiveWorkspace workspace, CancellationToken cancellationToken)
    {
        var plan = await plans.GetFirstAsync(cancellationToken);
        return await scope.RunAsync(
            null,
            async sp =>
            {
                var db = sp.GetRequiredService<CustomerServiceDbContext>();
                var there = await db.Set<Tenant>().FirstOrDefaultAsync(t => t.Id == id || t.Slug == slug, cancellationToken);
                if (there is not null)
                {
                    return there.Id == id
                        ? there.State
                        : throw BusinessException.Conflict(TenantsErrorCodes.SlugTaken).WithData("Slug", slug);
                }

                db.Add(Tenant.Import(id, slug, workspace, plan.Id));
                return TenantState.Importing;
            },
            cancellationToken
        );
    }

    private async Task TakeRowsAsync(
        ArchiveReader archive,
        ArchiveEntry entry,
        TransferTable table,
        Guid id,
        List<RejectedRow> rejected,
        CancellationToken cancellationToken
    )
    {
        await foreach (var batch in LinesAsync(archive, entry, cancellationToken).Chunk(Batch).WithCancellation(cancellationToken))
        {
            rejected.AddRange(await RunAsync(i => i.InsertAsync(batch, cancellationToken)));
        }

        if (table.SelfReferences.Count > 0)
        {
            await foreach (var batch in LinesAsync(archive, entry, cancellationToken).Chunk(Batch).WithCancellation(cancellationToken))
            {
                await RunAsync(async i =>
                {
                    await i.LinkAsync(batch, cancellationToken);
                    return true;
                });
            }
        }

        Task<T> RunAsync<T>(Func<RowInserter, Task<T>> work) =>
            scope.RunAsync(
                id,
                async sp =>
                {
                    await sp.GetRequiredService<IUnitOfWorkManager>().Current!.BeginTransactionAsync(cancellationToken);
                    return await work(new RowInserter(sp.GetRequiredService<CustomerServiceDbContext>(), table));
                },
                cancellationToken
            );
    }

    private static async IAsyncEnumerable<(long Line, string Text)> LinesAsync(
        ArchiveReader archive,
        ArchiveEntry entry,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var reader = new StreamReader(archive.Open(entry), Encoding.UTF8);
        for (var line = 1L; await reader.ReadLineAsync(cancellationToken) is { } text; line++)
        {
            yield return (line, text);
        }
    }

    private async Task<int> TakeFilesAsync(ArchiveReader archive, Guid id, Action<string> onProgress, CancellationToken cancellationToken)
    {
        using var change = currentTenant.Change(id);
        var taken = 0;
        foreach (var entry in archive.Manifest.Entries)
        {
            if (ArchiveReader.FileOf(entry) is not var (container, file) || !TransferRules.Containers.Contains(container))
            {
                continue;
            }

            if (taken++ == 0)
            {
                onProgress("files");
            }

            await using var content = archive.Open(entry);
            await blobs.SaveAsync(container, file, content, entry.Bytes, cancellationToken);
        }

        return taken;
    }

    private async Task OpenAsync(Guid id, CancellationToken cancellationToken)
    {
        await scope.RunAsync(
            id,
            async sp =>
            {
                var db = sp.GetRequiredService<CustomerServiceDbContext>();
                (await db.Set<Tenant>().SingleAsync(t => t.Id == id, cancellationToken)).Open();
                await sp.GetRequiredService<IDistributedEventBus>().PublishAsync(new WorkspaceImportedEto());
            },
            cancellationToken
        );
        await directory.ForgetAsync();
    }
}
