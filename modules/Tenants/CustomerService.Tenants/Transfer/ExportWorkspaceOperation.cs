using System.IO.Compression;
using System.Text.Json;
using CustomerService.Framework.Auditing;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Events;
using CustomerService.Framework.Operations;
using CustomerService.Framework.Users;
using CustomerService.Tenants.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.Transfer;

/// <summary>
/// Everything of a workspace in one ZIP. All rows are read in one transaction: half a snapshot is of no use, so an attempt that was cut
/// off among them begins again; once they are read they are kept, and another attempt only gathers the files.
/// </summary>
internal sealed class ExportWorkspaceOperation(
    IServiceScopeFactory scopes,
    IBlobProvider blobs,
    IOptions<DataOptions> data,
    TimeProvider time
) : OperationHandler
{
    private const int StepSize = 2000;
    private const int FileStepSize = 50;

    public override string Kind => TransferOperations.Export;

    public override string Permission => TenantsPermissions.Data;

    public override async Task RunAsync(IOperationRun run, CancellationToken cancellationToken)
    {
        if (run.GetResult<ExportProgressDto>() is not { RowsAreKept: true })
        {
            await ReadRowsAsync(run, cancellationToken);
        }

        await using var part = await run.OpenFileAsync(cancellationToken);
        using var rows = new ZipArchive(part, ZipArchiveMode.Read);
        await using var output = TemporaryFile.Open(data.Value);
        var manifest = await ManifestOfAsync(rows, cancellationToken);
        using (var archive = new ArchiveWriter(output))
        {
            foreach (var entry in manifest.Entries)
            {
                await archive.CopyAsync(rows, entry, cancellationToken);
                await StepAsync(run, 0, cancellationToken);
            }

            await GatherFilesAsync(archive, run, cancellationToken);
            await archive.FinishAsync(manifest, cancellationToken);
        }

        output.Position = 0;
        await run.SaveFileAsync($"{manifest.Workspace.Slug}-{manifest.ExportedAt:yyyy-MM-dd}.zip", output, cancellationToken);
        var progress = run.GetResult<ExportProgressDto>()!;
        await run.StepAsync(progress.Total, progress.Total, sp => TellAsync(sp, manifest.Workspace, progress), cancellationToken);
    }

    private async Task ReadRowsAsync(IOperationRun run, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CustomerServiceDbContext>();
        await using var snapshot = await WorkspaceSnapshot.OpenAsync(db, cancellationToken);
        var tenant = await db.Set<Tenant>().AsNoTracking().SingleAsync(t => t.Id == db.TenantKey, cancellationToken);
        var tables = TransferModel.ExportedTables(db);
        var (done, total) = (0, 0);
        foreach (var table in tables)
        {
            total += (int)await snapshot.CountAsync(table, cancellationToken);
        }

        await run.StepAsync(0, total, _ => Progress(total, false), cancellationToken);
        await using var output = TemporaryFile.Open(data.Value);
        using (var archive = new ArchiveWriter(output))
        {
            foreach (var table in tables)
            {
                await archive.WriteRowsAsync(ArchiveManifest.RowsOf(table.Name), table.Columns, CountedAsync(table), cancellationToken);
            }

            var manifest = new ArchiveManifest(
                ArchiveManifest.CurrentFormat,
                ArchiveManifest.CurrentProduct,
                ArchiveManifest.CurrentVersion,
                Guid.CreateVersion7(),
                time.GetUtcNow().UtcDateTime,
                ArchiveWorkspace.Of(tenant),
                []
            );
            await archive.FinishAsync(manifest, cancellationToken);
        }

        output.Position = 0;
        await run.KeepFileAsync(output, cancellationToken);
        await run.StepAsync(total, total, _ => Progress(total, true), cancellationToken);

        async IAsyncEnumerable<object?[]> CountedAsync(TransferTable table)
        {
            await foreach (var row in snapshot.ReadAsync(table, cancellationToken))
            {
                yield return row;
                if (++done % StepSize == 0)
                {
                    await run.StepAsync(done, total, _ => Progress(total, false), cancellationToken);
                }
            }
        }
    }

    private async Task GatherFilesAsync(ArchiveWriter archive, IOperationRun run, CancellationToken cancellationToken)
    {
        var files = 0;
        foreach (var container in TransferRules.Containers)
        {
            var ids = await blobs.ListOlderThanAsync(container, DateTime.MaxValue, cancellationToken).ToListAsync(cancellationToken);
            foreach (var id in ids.Order())
            {
                // Deleted since it was listed, and so wanted by nobody.
                if (await blobs.GetOrNullAsync(container, id, cancellationToken) is { } content)
                {
                    await using (content)
                    {
                        await archive.WriteFileAsync(ArchiveManifest.FileOf(container, id), content, cancellationToken);
                    }
                }

                if (++files % FileStepSize == 0)
                {
                    await StepAsync(run, files, cancellationToken);
                }
            }
        }

        await StepAsync(run, files, cancellationToken);
    }

    /// <summary>Says that the attempt lives, and hears whether it shall stop.</summary>
    private static Task StepAsync(IOperationRun run, int files, CancellationToken cancellationToken)
    {
        var total = run.GetResult<ExportProgressDto>()!.Total;
        return run.StepAsync(total, total, _ => Progress(total, true, files), cancellationToken);
    }

    private static async Task<object?> TellAsync(IServiceProvider sp, ArchiveWorkspace workspace, ExportProgressDto progress)
    {
        sp.GetRequiredService<IAuditLogger>()
            .Record(
                AuditAction.Exported,
                "WorkspaceExport",
                workspace.Id,
                workspace.Name,
                ("Rows", $"{progress.Total}"),
                ("Files", $"{progress.Files}")
            );
        if (sp.GetRequiredService<ICurrentUser>().Id is { } person)
        {
            await sp.GetRequiredService<IDistributedEventBus>().PublishAsync(new WorkspaceExportedEto(person));
        }

        return progress;
    }

    private static async Task<ArchiveManifest> ManifestOfAsync(ZipArchive rows, CancellationToken cancellationToken)
    {
        await using var content = rows.GetEntry(ArchiveManifest.FileName)!.Open();
        return (await JsonSerializer.DeserializeAsync<ArchiveManifest>(content, ArchiveManifest.Json, cancellationToken))!;
    }

    private static Task<object?> Progress(int total, bool rowsAreKept, int files = 0) =>
        Task.FromResult<object?>(new ExportProgressDto(total, files, rowsAreKept));
}
