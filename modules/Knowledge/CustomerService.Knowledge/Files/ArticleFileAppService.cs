using CustomerService.Framework.Authorization;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Search;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Files;

internal sealed class ArticleFileAppService(
    CustomerServiceDbContext db,
    IBlobStore blobs,
    Readers readers,
    IPermissionChecker permissions,
    TimeProvider time
) : IArticleFileAppService
{
    [Authorize(KnowledgePermissions.Write)]
    public async Task<ArticleFileDto> AddAsync(Guid articleId, AddFileInput input, CancellationToken cancellationToken = default)
    {
        var reader = await readers.OfDeskAsync(cancellationToken);
        if (
            !await db.Set<Article>().AnyAsync(a => a.Id == articleId && reader.Patterns.Any(p => a.Audience.Contains(p)), cancellationToken)
        )
        {
            throw BusinessException.NotFound(KnowledgeErrorCodes.ArticleNotFound);
        }

        if (await db.Set<KnowledgeFile>().CountAsync(f => f.ArticleId == articleId, cancellationToken) >= KnowledgeLimits.FilesPerArticle)
        {
            throw new BusinessException(KnowledgeErrorCodes.TooManyFiles).WithData("Max", KnowledgeLimits.FilesPerArticle);
        }

        var name = KnowledgeFile.NameOf(input.FileName);
        var type = FileType.Find(name) ?? throw Problem(KnowledgeErrorCodes.FileNotAllowed, name);
        var content = await input.Content.ReadAsync(
            KnowledgeLimits.FileBytes,
            () => Problem(KnowledgeErrorCodes.FileTooLarge, name).WithData("Max", KnowledgeLimits.FileBytes / (1024 * 1024)),
            cancellationToken
        );
        if (content.Length == 0 || !type.Fits(content.AsSpan(0, Math.Min(content.Length, FileType.HeadLength)), input.ContentType))
        {
            throw Problem(KnowledgeErrorCodes.FileNotWhatItSays, name);
        }

        var file = new KnowledgeFile(SequentialGuid.Next(), articleId, name, type, content.Length, time.GetUtcNow().UtcDateTime);
        await blobs.SaveAsync(KnowledgeFile.Container, file.Id, new MemoryStream(content), KnowledgeLimits.FileBytes, cancellationToken);
        db.Add(file);
        return new ArticleFileDto(
            file.Id,
            file.FileName,
            file.Url,
            $"{(file.IsPicture ? "!" : "")}[{(file.IsPicture ? Path.GetFileNameWithoutExtension(name) : name)}]({file.Url})"
        );
    }

    [AllowAnonymous]
    public async Task<ArticleFileContent?> FindAsync(Guid fileId, CancellationToken cancellationToken = default)
    {
        var isStaff = await permissions.IsGrantedAsync(KnowledgePermissions.Read, cancellationToken);
        var reader = isStaff ? await readers.OfDeskAsync(cancellationToken) : await readers.OfPortalAsync(cancellationToken);
        var found = await (
            from row in db.Set<KnowledgeFile>()
            join article in db.Set<Article>() on row.ArticleId equals article.Id
            where
                row.Id == fileId
                && reader.Patterns.Any(p => article.Audience.Contains(p))
                && (
                    isStaff
                    || db.Set<ArticleTranslation>()
                        .Any(t => t.ArticleId == article.Id && t.IsPublished && t.PublishedHtml.Contains(row.Address))
                )
            select new { File = row, article.Audience }
        )
            .AsNoTracking()
            .FirstOrDefaultAsync(cancellationToken);
        return found is not null && await blobs.OpenAsync(KnowledgeFile.Container, fileId, cancellationToken) is { } content
            ? new ArticleFileContent(
                found.File.FileName,
                found.File.ContentType,
                found.File.IsPicture,
                !isStaff && Audience.Parse(found.Audience).Includes(Audience.Anonymous()),
                content
            )
            : null;
    }

    private static BusinessException Problem(string code, string name) => new BusinessException(code).WithData("File", name);
}
