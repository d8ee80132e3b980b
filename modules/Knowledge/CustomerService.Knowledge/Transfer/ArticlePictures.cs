using System.Text.RegularExpressions;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Knowledge.Files;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Transfer;

/// <summary>The pictures and leaflets beside imported texts: they become files of the article, and the text leads to them.</summary>
internal sealed partial class ArticlePictures(CustomerServiceDbContext db, KnowledgeFileStore files, IBlobContainer<KnowledgeFile> blobs)
    : ITransientDependency
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePreciseSourceLocation().Build();

    /// <param name="path">Of the text in the archive: addresses are meant from there.</param>
    /// <param name="archive">null: the text came alone.</param>
    /// <param name="missing">Gets the address of each picture that cannot be shown.</param>
    /// <returns>The text with addresses that readers reach.</returns>
    public async Task<string> BringInAsync(
        Guid articleId,
        string body,
        string path,
        Archive? archive,
        Action<string> missing,
        CancellationToken cancellationToken
    )
    {
        var brought = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (url, span, isPicture) in Relative(body))
        {
            var target = ArchivePath.Resolve(path, Uri.UnescapeDataString(url.Split('#', '?')[0]));
            if (!brought.TryGetValue(target, out var address))
            {
                brought[target] = address = await BringInAsync(articleId, target, archive, cancellationToken);
                if (address is null && isPicture)
                {
                    missing(url);
                }
            }

            body = address is null ? body : body[..span.Start] + address + body[(span.End + 1)..];
        }

        return body;
    }

    private async Task<string?> BringInAsync(Guid articleId, string target, Archive? archive, CancellationToken cancellationToken)
    {
        if (archive is null || FileType.Find(target) is null || await archive.FindAsync(target, cancellationToken) is not { } content)
        {
            return null;
        }

        try
        {
            return (
                await SameAsync(articleId, target, content, cancellationToken)
                ?? await files.AddAsync(articleId, target, "", content, cancellationToken)
            ).Url;
        }
        catch (BusinessException)
        {
            return null;
        }
    }

    /// <summary>A second import finds what the first one brought.</summary>
    private async Task<KnowledgeFile?> SameAsync(Guid articleId, string target, byte[] content, CancellationToken cancellationToken)
    {
        var name = KnowledgeFile.NameOf(target);
        await db.Set<KnowledgeFile>().Where(f => f.ArticleId == articleId && f.FileName == name).LoadAsync(cancellationToken);
        foreach (
            var file in db.Set<KnowledgeFile>().Local.Where(f => f.ArticleId == articleId && f.FileName == name && f.Size == content.Length)
        )
        {
            await using var known = await blobs.GetOrNullAsync(file.Id, cancellationToken);
            if (known is not null && (await Archive.ReadAsync(known, content.Length, cancellationToken)).AsSpan().SequenceEqual(content))
            {
                return file;
            }
        }

        return null;
    }

    /// <summary>From the last to the first, so that changing one leaves the places of the others.</summary>
    private static List<(string Url, SourceSpan Span, bool IsPicture)> Relative(string body)
    {
        try
        {
            var document = Markdown.Parse(body, Pipeline);
            return
            [
                .. document
                    .Descendants<LinkInline>()
                    .Where(l => l.Reference is null)
                    .Select(l => (l.Url ?? "", l.UrlSpan, l.IsImage))
                    .Concat(document.Descendants<LinkReferenceDefinition>().Select(d => (d.Url ?? "", d.UrlSpan, IsPicture(d.Url))))
                    .Where(l => IsRelative(l.Item1) && l.UrlSpan is { Start: >= 0, Length: > 0 })
                    .OrderByDescending(l => l.UrlSpan.Start),
            ];
        }
        catch (ArgumentException)
        {
            // Nested deeper than the parser goes: such a text is shown as it is written.
            return [];
        }
    }

    private static bool IsPicture(string? url) => FileType.Find((url ?? "").Split('#', '?')[0])?.IsPicture == true;

    private static bool IsRelative(string url) =>
        url.Length > 0
        && url[0] != '#'
        && !url.StartsWith("//", StringComparison.Ordinal)
        && !url.StartsWith(KnowledgeFile.AddressRoot, StringComparison.Ordinal)
        && !Scheme().IsMatch(url);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();
}
