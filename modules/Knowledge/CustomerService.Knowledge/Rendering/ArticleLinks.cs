using System.Net;
using System.Text.RegularExpressions;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Search;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Rendering;

/// <summary>
/// Turns <c>kb:slug</c> into the address and, where the writer gave no words, the title that the other article has now.
/// A link to what the reader may not see becomes plain text.
/// </summary>
internal sealed partial class ArticleLinks(CustomerServiceDbContext db, ArticleAddresses addresses, ISiteUrls urls) : ITransientDependency
{
    public const string Scheme = "kb";

    public async Task<string> ResolveAsync(string html, string language, Audience.Reader reader, CancellationToken cancellationToken)
    {
        var find = await TargetsAsync([.. Link().Matches(html).Select(m => m.Groups[1].Value)], language, reader, cancellationToken);
        return Link()
            .Replace(
                html,
                match =>
                {
                    var words = match.Groups[3].Value;
                    return find(match.Groups[1].Value) is not { } target
                        ? words
                        : $"<a href=\"{target.Path}{match.Groups[2].Value}\">"
                            + $"{(words.Length > 0 ? words : WebUtility.HtmlEncode(target.Title))}</a>";
                }
            );
    }

    /// <summary>The same in Markdown that is sent by mail: all of this site's addresses are whole ones.</summary>
    public async Task<string> ForReplyAsync(string markdown, string language, Audience.Reader reader, CancellationToken cancellationToken)
    {
        var find = await TargetsAsync(
            [.. MarkdownLink().Matches(markdown).Select(m => m.Groups[2].Value)],
            language,
            reader,
            cancellationToken
        );
        var root = (await urls.AbsoluteAsync("/", cancellationToken)).TrimEnd('/');
        return MarkdownLink()
            .Replace(
                markdown,
                match =>
                {
                    var words = match.Groups[1].Value;
                    return find(match.Groups[2].Value) is not { } target
                        ? words
                        : $"[{(words.Length > 0 ? words : target.Title)}]({target.Path}{Anchor(match.Groups[3].Value)})";
                }
            )
            .Replace("](/", $"]({root}/", StringComparison.Ordinal);
    }

    private async Task<Func<string, Target?>> TargetsAsync(
        List<string> asked,
        string language,
        Audience.Reader reader,
        CancellationToken cancellationToken
    )
    {
        if (asked.Count == 0)
        {
            return _ => null;
        }

        var moved = await addresses.FollowAsync([.. asked.Distinct()], cancellationToken);
        List<string> slugs = [.. asked.Select(s => moved.GetValueOrDefault(s, s)).Distinct()];
        var targets = await (
            from translation in db.Set<ArticleTranslation>()
            join article in db.Set<Article>() on translation.ArticleId equals article.Id
            join category in db.Set<Category>() on article.CategoryId equals category.Id
            where slugs.Contains(article.Slug) && translation.IsPublished && reader.Patterns.Any(p => article.Audience.Contains(p))
            select new
            {
                article.Slug,
                CategoryKey = category.Key,
                translation.Language,
                translation.PublishedTitle,
            }
        ).ToListAsync(cancellationToken);
        return slug =>
            targets.Where(t => t.Slug == moved.GetValueOrDefault(slug, slug)).MinBy(t => Languages.Distance(t.Language, language))
                is { } target
                ? new Target($"/kb/{target.CategoryKey}/{target.Slug}", target.PublishedTitle)
                : null;
    }

    private static string Anchor(string written) =>
        written.Length == 0 || written.StartsWith("#" + MarkdownRenderer.AnchorPrefix, StringComparison.Ordinal)
            ? written
            : $"#{MarkdownRenderer.AnchorPrefix}{written[1..]}";

    private sealed record Target(string Path, string Title);

    [GeneratedRegex("(?:\\[([^\\[\\]]*)\\])?\\(kb:([a-z0-9-]{1,80})(#[^\\s()]{1,120})?\\)")]
    private static partial Regex MarkdownLink();

    [GeneratedRegex("<a href=\"kb:([a-z0-9-]{1,80})(#[^\"]*)?\"[^>]*>(.*?)</a>", RegexOptions.Singleline)]
    private static partial Regex Link();
}
