using CustomerService.Framework.Auditing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Operations;
using CustomerService.Knowledge.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Transfer;

/// <summary>Made anew by each attempt: half an archive is of no use.</summary>
internal sealed class ExportArticlesOperation(ArticleArchiveWriter archives) : OperationHandler
{
    private const int StepSize = 20;

    public override string Kind => KnowledgeOperations.Export;

    public override string Permission => KnowledgePermissions.Manage;

    public override async Task RunAsync(IOperationRun run, CancellationToken cancellationToken)
    {
        var (articles, files) = (
            (IReadOnlyList<ArticleFile>)[],
            (IReadOnlyDictionary<Guid, KnowledgeFile>)new Dictionary<Guid, KnowledgeFile>()
        );
        await run.StepAsync(0, 0, ReadAsync, cancellationToken);
        await using var content = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            }
        );
        await archives.WriteAsync(articles, files, content, OnWrittenAsync, cancellationToken);
        content.Position = 0;
        await run.SaveFileAsync("knowledge.zip", content, cancellationToken);
        await run.StepAsync(articles.Count, articles.Count, RecordAsync, cancellationToken);

        async Task<object?> ReadAsync(IServiceProvider sp)
        {
            articles = await sp.GetRequiredService<ArticleFileReader>().ReadAsync(cancellationToken);
            files = await sp.GetRequiredService<CustomerServiceDbContext>()
                .Set<KnowledgeFile>()
                .AsNoTracking()
                .ToDictionaryAsync(f => f.Id, cancellationToken);
            return null;
        }

        Task OnWrittenAsync(int written) =>
            written % StepSize == 0
                ? run.StepAsync(written, articles.Count, _ => Task.FromResult<object?>(null), cancellationToken)
                : Task.CompletedTask;

        Task<object?> RecordAsync(IServiceProvider sp)
        {
            var tenant = sp.GetRequiredService<CustomerServiceDbContext>().TenantKey;
            sp.GetRequiredService<IAuditLogger>().RecordExport(tenant, "ZIP", articles.Count);
            return Task.FromResult<object?>(null);
        }
    }
}
