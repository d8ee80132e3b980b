using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Metering;
using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Knowledge.Articles;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Knowledge.Files;

/// <summary>Throws away files that no version of an article shows. Each step may be repeated or cut short at any place.</summary>
internal sealed class FileCleanup(TenantIterator tenants) : HangfireBackgroundWorkerBase
{
    public override string RecurringJobId => "knowledge.cleanup";

    public override string CronExpression => "25 */6 * * *";

    public override async Task DoWorkAsync(CancellationToken cancellationToken = default)
    {
        await tenants.RunAsync(
            provider => provider.GetRequiredService<UnusedFiles>().RemoveRowsAsync(cancellationToken),
            cancellationToken
        );

        // After those commits: a file goes only when no row names it.
        await tenants.RunAsync(
            provider => provider.GetRequiredService<UnusedFiles>().RemoveFilesAsync(cancellationToken),
            cancellationToken
        );
    }
}

/// <summary>One tenant's files that were uploaded and then not used, or whose article is gone.</summary>
internal sealed class UnusedFiles(CustomerServiceDbContext db, IBlobContainer<KnowledgeFile> blobs, IUsageMeter usage, TimeProvider time)
    : ITransientDependency
{
    /// <summary>A writer may have uploaded it into a text that is not saved yet.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromHours(24);

    private DateTime Before => time.GetUtcNow().UtcDateTime - Age;

    public async Task RemoveRowsAsync(CancellationToken cancellationToken)
    {
        var before = Before;

        // Every saved text is a version. Its own article is looked at first, since that is nearly always enough; texts
        // are copied to others all the same.
        await db.Set<KnowledgeFile>()
            .Where(f =>
                f.CreatedAt < before
                && !db.Set<ArticleVersion>().Any(v => v.ArticleId == f.ArticleId && v.Body.Contains(f.Address))
                && !db.Set<ArticleTranslation>().Any(t => t.Body.Contains(f.Address) || t.PublishedHtml.Contains(f.Address))
            )
            .ExecuteMeteredDeleteAsync(db, usage, cancellationToken);
    }

    public Task RemoveFilesAsync(CancellationToken cancellationToken) =>
        blobs.DeleteUnnamedAsync(Before, db.Set<KnowledgeFile>().Select(f => f.Id), cancellationToken);
}
