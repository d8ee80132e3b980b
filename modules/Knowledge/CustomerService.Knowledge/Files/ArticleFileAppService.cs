using CustomerService.Framework.Authorization;
using CustomerService.Framework.Blobs;
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
    IBlobContainer<KnowledgeFile> blobs,
    Readers readers,
    IPermissionChecker permissions,
    KnowledgeFileStore files
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

        var name = KnowledgeFile.NameOf(input.FileName);
        var content = await input.Content.ReadAsync(
            KnowledgeLimits.FileBytes,
            () =>
                new BusinessException(KnowledgeErrorCodes.FileTooLarge)
                    .WithData("File", name)
                    .WithData("Max", KnowledgeLimits.FileBytes / (1024 * 1024)),
            cancellationToken
        );
        var file = await files.AddAsync(articleId, input.FileName, input.ContentType, content, cancellationToken);
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
        return found is not null && await blobs.GetOrNullAsync(fileId, cancellationToken) is { } content
            ? new ArticleFileContent(
                found.File.FileName,
                found.File.ContentType,
                found.File.IsPicture,
                !isStaff && Audience.Parse(found.Audience).Includes(Audience.Anonymous()),
                content
            )
            : null;
    }
}
