using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Knowledge.Files;

/// <summary>Pictures and other files of articles. Who may read the article may open them, nobody else.</summary>
public interface IArticleFileAppService : IApplicationService
{
    /// <summary>Keeps a file for an article; it is thrown away a day later unless a version of some article names it.</summary>
    Task<ArticleFileDto> AddAsync(Guid articleId, AddFileInput input, CancellationToken cancellationToken = default);

    /// <returns>null: there is none, or it is not for the asker. Customers see only what a published text shows.</returns>
    Task<ArticleFileContent?> FindAsync(Guid fileId, CancellationToken cancellationToken = default);
}

public sealed class AddFileInput
{
    [Required, StringLength(KnowledgeLimits.FileName)]
    public string FileName { get; set; } = "";

    /// <summary>What its sender says that it is; it is looked at.</summary>
    [StringLength(KnowledgeLimits.ContentType)]
    public string ContentType { get; set; } = "";

    [Required]
    public Stream Content { get; set; } = Stream.Null;
}

/// <param name="Url">A path on the tenant's own host.</param>
/// <param name="Markdown">To be put into the text.</param>
public sealed record ArticleFileDto(Guid Id, string FileName, string Url, string Markdown);

/// <param name="IsPicture">Shown by the browser; everything else is downloaded.</param>
/// <param name="IsPublic">Anybody may read it without signing in.</param>
public sealed record ArticleFileContent(string FileName, string ContentType, bool IsPicture, bool IsPublic, Stream Content);
