using CustomerService.Framework.Blobs;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Features;
using CustomerService.Framework.Modularity;
using CustomerService.Tenants.Plans;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Files;

/// <summary>Takes files of articles in; whether somebody may is asked before.</summary>
internal sealed class KnowledgeFileStore(
    CustomerServiceDbContext db,
    IBlobContainer<KnowledgeFile> blobs,
    IFileScanner scanner,
    IUsageMeter usage,
    TimeProvider time
) : ITransientDependency
{
    /// <param name="claimedContentType">What the sender says of it; empty where nobody does.</param>
    /// <exception cref="BusinessException">One file too many, of a kind that is not taken, or not what its name promises.</exception>
    public async Task<KnowledgeFile> AddAsync(
        Guid articleId,
        string fileName,
        string claimedContentType,
        byte[] content,
        CancellationToken cancellationToken
    )
    {
        await CheckRoomAsync(articleId, cancellationToken);
        var name = KnowledgeFile.NameOf(fileName);
        var expected = FileType.Find(name) ?? throw Problem(KnowledgeErrorCodes.FileNotAllowed, name);
        if (content.Length > KnowledgeLimits.FileBytes)
        {
            throw Problem(KnowledgeErrorCodes.FileTooLarge, name).WithData("Max", KnowledgeLimits.FileBytes / (1024 * 1024));
        }

        var type =
            expected.Recognize(content.AsSpan(0, Math.Min(content.Length, FileType.HeadLength)), claimedContentType)
            ?? throw Problem(KnowledgeErrorCodes.FileNotWhatItSays, name);
        if (await scanner.FindThreatAsync(new MemoryStream(content), cancellationToken) is { } threat)
        {
            throw Problem(KnowledgeErrorCodes.FileInfected, name).WithData("Threat", threat);
        }

        var file = new KnowledgeFile(SequentialGuid.Next(), articleId, name, type, content.Length, time.GetUtcNow().UtcDateTime);
        await blobs.SaveAsync(file.Id, new MemoryStream(content), KnowledgeLimits.FileBytes, cancellationToken);
        db.Add(file);
        return file;
    }

    private async Task CheckRoomAsync(Guid articleId, CancellationToken cancellationToken)
    {
        if (
            await usage.WatchAsync(TenantFeatures.StorageMegabytes, 0, cancellationToken) is { Limit: { } limit, Used: var used }
            && used >= limit
        )
        {
            throw new BusinessException(KnowledgeErrorCodes.StorageUsedUp) { HelpUrl = FeatureCheckerExtensions.PlanUrl }.WithData(
                "Limit",
                limit
            );
        }

        var saved = await db.Set<KnowledgeFile>().CountAsync(f => f.ArticleId == articleId, cancellationToken);
        var unsaved = db.ChangeTracker.Entries<KnowledgeFile>().Count(e => e.State == EntityState.Added && e.Entity.ArticleId == articleId);
        if (saved + unsaved >= KnowledgeLimits.FilesPerArticle)
        {
            throw new BusinessException(KnowledgeErrorCodes.TooManyFiles).WithData("Max", KnowledgeLimits.FilesPerArticle);
        }
    }

    private static BusinessException Problem(string code, string name) => new BusinessException(code).WithData("File", name);
}
