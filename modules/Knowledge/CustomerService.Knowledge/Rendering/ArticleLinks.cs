using System.Net;
using System.Text.RegularExpressions;
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
internal sealed partial class ArticleLinks(CustomerServiceDbContext db, ArticleAddresses addresses) : ITransientDependency
{
    public const string Scheme = "kb";

    public async Task<string> ResolveAsync(string html, string language, Audience.Reader reader, CancellationToken cancellationToken)
    {
        var slugs = Link().Matches(html).Select(m => m.Groups[1].Value).Distinct().ToList();
        if (slugs.Count == 0)
        {
            return html;
        }

        var moved = await addresses.FollowAsync(slugs, cancellationToken);
        slugs = [.. slugs.Select(s => moved.GetValueOrDefault(s, s))];
        var targets = await (
            from translation in db.Set<ArticleTranslation>()
            join article in db.Set<Article>() on translation.ArticleId equals article.Id
            join category in db.Set<Category>() on article.CategoryId equals category.Id
            where slugs.Contains(article.Slug) && translation.IsPublished && reader.Patterns.Any(p => article.Audience.Contains(p))
            select new { article.Slug, CategoryKey = category.Key, translation.Language, translation.PublishedTitle }).ToListAsync(cancellationToken);
        return Link().Replace(html, match =>
        {
            var target = targets.Where(t => t.Slug == moved.GetValueOrDefault(match.Groups[1].Value, match.Groups[1].Value)).MinBy(t => Languages.Distance(t.Language, language));
            var words = match.Groups[2].Value;
            return target is null ? words : $"<a href=\"/kb/{target.CategoryKey}/{target.Slug}\">{(words.Length > 0 ? words : WebUtility.HtmlEncode(target.PublishedTitle))}</a>";
        });
    }

    [GeneratedRegex("<a href=\"kb:([a-z0-9-]{1,80})\"[^>]*>(.*?)</a>", RegexOptions.Singleline)]
    private static partial Regex Link();
}
