using System.Security.Cryptography;
using System.Text;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Texts;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Rendering;
using CustomerService.Knowledge.Search;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Transfer;

/// <summary>Makes articles of files, some at a time; the caller saves. Files that came in already are left alone.</summary>
internal sealed class ArticleImporter(
    CustomerServiceDbContext db,
    SearchIndex index,
    ArticlePictures pictures,
    GroupNames groupNames,
    IUnitOfWorkManager unitOfWorkManager,
    IRealTimeHub hub,
    ICurrentUser user,
    TimeProvider time
) : ITransientDependency
{
    private const string OtherCategory = "imported";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="archive">Where their pictures are; null: nothing lies beside the texts.</param>
    /// <param name="report">Of what came before.</param>
    /// <returns>The report with these.</returns>
    public async Task<ImportReportDto> TakeAsync(
        IReadOnlyList<NamedFile> named,
        Archive? archive,
        bool publish,
        ImportReportDto report,
        CancellationToken cancellationToken
    )
    {
        var problems = report.Problems.ToList();
        var known = await KnownAsync([.. named.Select(n => n.Slug).Distinct()], cancellationToken);
        var position = await db.Set<Article>().CountAsync(cancellationToken);
        var categories = await db.Set<Category>().ToDictionaryAsync(c => c.Key, cancellationToken);
        var groupIds = (await groupNames.GetAsync(cancellationToken)).DistinctBy(g => g.Value).ToDictionary(g => g.Value, g => g.Key);
        var (created, changed, same, touched) = (report.Created, report.Changed, report.Same, new List<Guid>());
        foreach (var (where, file, slug) in named)
        {
            if (ProblemOf(file) is { } code)
            {
                problems.Add(new ImportProblemDto(where, code));
                continue;
            }

            var isNew = !known.TryGetValue(slug, out var article);
            if (article is null)
            {
                if (file.For.Read(groupIds) is not { } audience)
                {
                    problems.Add(new ImportProblemDto(where, KnowledgeErrorCodes.ImportAudienceUnknown));
                    continue;
                }

                db.Add(article = known[slug] = NewArticle(slug, CategoryOf(file, categories), audience, categories.Values, position++));
            }

            var body = await pictures.BringInAsync(
                article.Id,
                file.Body,
                where,
                archive,
                url => problems.Add(new ImportProblemDto($"{where}: {url}", KnowledgeErrorCodes.ImportPictureMissing)),
                cancellationToken
            );
            if (!Take(article, file with { Body = body }, publish))
            {
                same++;
                continue;
            }

            _ = isNew ? created++ : changed++;
            touched.Add(article.Id);
        }

        if (touched.Count > 0)
        {
            await index.MarkAsync([.. touched.Distinct()], cancellationToken);
            unitOfWorkManager.Current!.OnCompleted(() => hub.PublishAsync(KnowledgeSignals.Changed(touched[0])));
        }

        return new ImportReportDto(created, changed, same, problems);
    }

    private async Task<Dictionary<string, Article>> KnownAsync(List<string> slugs, CancellationToken cancellationToken) =>
        await db.Set<Article>()
            .Include(a => a.Translations)
            .Where(a => slugs.Contains(a.Slug))
            .ToDictionaryAsync(a => a.Slug, cancellationToken);

    private static string? ProblemOf(ArticleFile file) =>
        file switch
        {
            _ when string.IsNullOrWhiteSpace(file.Body) => KnowledgeErrorCodes.ImportEmpty,
            _ when file.Body.Length > KnowledgeLimits.Body
                    || file.Title.Length > KnowledgeLimits.Title
                    || file.Keywords.Length > KnowledgeLimits.Keywords
                    || file.SimilarQuestions.Sum(q => q.Length + 1) > KnowledgeLimits.SimilarQuestions => KnowledgeErrorCodes.ImportTooLong,
            _ => null,
        };

    private Category CategoryOf(ArticleFile file, Dictionary<string, Category> categories)
    {
        var key = KeyOf(file.Category);
        var known = categories.GetValueOrDefault(key) ?? categories.Values.FirstOrDefault(c => c.Texts.Any(t => t.Name == file.Category));
        if (known is not null)
        {
            return known;
        }

        var category = new Category(key, "book", null, categories.Count);
        category.SetText(
            file.Language,
            file.Category.Length is > 0 and <= KnowledgeLimits.CategoryName && key != OtherCategory ? file.Category : key,
            ""
        );
        categories.Add(key, category);
        db.Add(category);
        return category;
    }

    /// <summary>A name that Latin letters do not tell whole has a key of its own: two of them are two categories.</summary>
    private static string KeyOf(string category)
    {
        var isWhole = WellFormed.Normalize(category, NormalizationForm.FormKD).All(c => char.IsAscii(c) || !char.IsLetterOrDigit(c));
        var own = $"category-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(category)))[..12]}";
        return category.Length == 0 ? OtherCategory
            : isWhole ? Slug.From(category, own)
            : own;
    }

    /// <returns>False when there is nothing new in the file.</returns>
    private bool Take(Article article, ArticleFile file, bool publish)
    {
        var words = new ArticleWords(file.Title.Trim(), file.Body, file.Keywords.Trim(), string.Join('\n', file.SimilarQuestions));
        var draft = article.Find(file.Language);
        var isSame =
            draft is not null
            && (draft.Title, draft.Body, draft.Keywords, draft.SimilarQuestions)
                == (words.Title, words.Body, words.Keywords, words.SimilarQuestions);
        var publishes = publish && !file.IsDraft && (!isSame || !draft!.IsPublished);
        if (isSame && !publishes)
        {
            return false;
        }

        var translation = isSame ? draft! : article.SaveDraft(file.Language, words, draft?.Revision ?? 0, Now);
        if (publishes)
        {
            article.Publish(file.Language, MarkdownRenderer.Render(file.Body), Now);
        }

        db.Add(new ArticleVersion(translation, article.Id, ArticleAction.Imported, user.Id, user.Name, Now));
        return true;
    }

    private Article NewArticle(
        string slug,
        Category category,
        (ArticleVisibility Visibility, CustomerTier? Tier, IReadOnlyList<Guid> Groups) audience,
        IEnumerable<Category> categories,
        int position
    )
    {
        var shelf = CategoryVisibility.Of(categories.ToDictionary(c => c.Id), category.Id);
        var article = new Article(slug, category.Id, audience.Visibility, shelf, position);
        article.Change(slug, category.Id, audience.Visibility, audience.Tier, audience.Groups, shelf, Now);
        return article;
    }
}
