using CustomerService.Framework.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Transfer;

internal sealed class ImportArticlesOperation : OperationHandler
{
    private const int StepSize = 20;

    public override string Kind => KnowledgeOperations.Import;

    public override string Permission => KnowledgePermissions.Manage;

    public override async Task RunAsync(IOperationRun run, CancellationToken cancellationToken)
    {
        var input = run.GetInput<ImportInput>();
        await using var content = await run.OpenFileAsync(cancellationToken);
        await using var source = await ImportSource.ReadAsync(input.FileName, content, cancellationToken);
        var named = NamedFile.Of(source.Files);
        do
        {
            var step = named.Skip(run.Done).Take(StepSize).ToList();
            await run.StepAsync(run.Done + step.Count, named.Count, sp => TakeAsync(sp, step), cancellationToken);
        } while (run.Done < named.Count);

        async Task<object?> TakeAsync(IServiceProvider sp, IReadOnlyList<NamedFile> step) =>
            await sp.GetRequiredService<ArticleImporter>()
                .TakeAsync(step, source.Archive, input.Publish, run.GetResult<ImportReportDto>() ?? Unread(source), cancellationToken);
    }

    /// <summary>What is no article is told before the first one comes in.</summary>
    private static ImportReportDto Unread(ImportSource source) =>
        new(0, 0, 0, [.. source.Files.Where(f => f.Problem is not null).Select(f => new ImportProblemDto(f.Where, f.Problem!))]);
}
