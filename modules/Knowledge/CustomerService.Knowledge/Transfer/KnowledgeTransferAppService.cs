using System.Security.Cryptography;
using System.Text;
using CustomerService.Framework.Auditing;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Texts;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using CustomerService.Knowledge.Rendering;
using CustomerService.Knowledge.Search;
using CustomerService.Tickets.Tickets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Transfer;

[Authorize(KnowledgePermissions.Manage)]
internal sealed class KnowledgeTransferAppService(
    CustomerServiceDbContext db,
    SearchIndex index,
    ArticlePictures pictures,
    ArticleArchiveWriter archives,
    IEnumerable<IAgentGroupProvider> groups,
    IUnitOfWorkManager unitOfWorkManager,
    IRealTimeHub hub,
    ICurrentUser user,
    IAuditLogger audit,
    TimeProvider time
) : IKnowledgeTransferAppService
{
    private const string OtherCategory = "imported";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<byte[]> ExportMarkdownAsync(CancellationToken cancellationToken = default)
    {
        var files = (await FilesAsync(cancellationToken)).ToList();
        RecordExport("ZIP", files.Count);
        return await archives.WriteAsync(files, cancellationToken);
    }

    public async Task<byte[]> ExportCsvAsync(CancellationToken cancellationToken = default)
    {
        var files = (await FilesAsync(cancellationToken)).Where(f => !f.IsDraft).ToList();
        RecordExport("CSV", files.Count);
        return ArticleTable.Write(files);
    }

    private void RecordExport(string format, int articles) =>
        audit.Record(AuditAction.Exported, "KnowledgeExport", db.TenantKey, null, ("Format", format), ("Articles", $"{articles}"));

    public async Task<ImportReportDto> ImportAsync(ImportInput input, Stream content, CancellationToken cancellationToken = default)
    {
        await using var source = await ImportSource.ReadAsync(input.FileName, content, cancellationToken);
        var files = source.Files;
        var problems = files.Where(f => f.Problem is not null).Select(f => new ImportProblemDto(f.Where, f.Problem!)).ToList();
        var named = Named(files);
        var known = await KnownAsync([.. named.Select(n => n.Slug).Distinct()], cancellationToken);
        var position = await db.Set<Article>().CountAsync(cancellationToken);
        var categories = await db.Set<Category>().ToDictionaryAsync(c => c.Key, cancellationToken);
        var groupIds = (await GroupsAsync(cancellationToken)).DistinctBy(g => g.Value).ToDictionary(g => g.Value, g => g.Key);
        var (created, changed, same, touched) = (0, 0, 0, new List<Guid>());
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
                source.Archive,
                url => problems.Add(new ImportProblemDto($"{where}: {url}", KnowledgeErrorCodes.ImportPictureMissing)),
                cancellationToken
            );
            if (!Take(article, file with { Body = body }, input.Publish))
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

    /// <summary>Two files of one name in different folders are two articles; in the same order they get the same addresses again.</summary>
    private static List<(string Where, ArticleFile File, string Slug)> Named(IReadOnlyList<ImportedFile> files)
    {
        var taken = new HashSet<(string Slug, string Language)>();
        var named = new List<(string, ArticleFile, string)>();
        foreach (var (where, file) in files.Where(f => f.File is not null).Select(f => (f.Where, f.File!)))
        {
            var (wanted, slug) = (SlugOf(file), "");
            for (var number = 1; slug.Length == 0 || !taken.Add((slug, file.Language)); number++)
            {
                slug = number == 1 ? wanted : $"{wanted}-{number}";
            }

            named.Add((where, file, slug));
        }

        return named;
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

    /// <summary>The file's own address, made fit for one; a question without any gets one that the same question gets again.</summary>
    private static string SlugOf(ArticleFile file) =>
        Slug.From(
            file.Slug.Length > 0 ? file.Slug : file.Title,
            $"article-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Slug + file.Title)))[..12]}"
        );

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

    /// <summary>As its readers have it: the category's groups included, since the category of another company is open.</summary>
    private static FileAudience ForOf(Article article, IReadOnlyDictionary<Guid, string> names)
    {
        var audience = Audience.Parse(article.Audience);
        return FileAudience.Of(
            audience.IsInternal ? ArticleVisibility.Internal : article.Visibility,
            audience.IsInternal ? null : article.Tier,
            [.. audience.Groups.Select(g => names.GetValueOrDefault(g, g.ToString())).Order(StringComparer.Ordinal)]
        );
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

    private async Task<IReadOnlyDictionary<Guid, string>> GroupsAsync(CancellationToken cancellationToken) =>
        groups.FirstOrDefault() is { } provider ? await provider.GetNamesAsync(cancellationToken) : new Dictionary<Guid, string>();

    private async Task<List<ArticleFile>> FilesAsync(CancellationToken cancellationToken)
    {
        var names = await GroupsAsync(cancellationToken);
        var categories = await db.Set<Category>().ToDictionaryAsync(c => c.Id, c => c.Key, cancellationToken);
        var articles = await db.Set<Article>()
            .AsNoTracking()
            .Include(a => a.Translations)
            .OrderBy(a => a.Slug)
            .ToListAsync(cancellationToken);
        return
        [
            .. articles.SelectMany(a =>
                a.Translations.OrderBy(t => t.Language)
                    .Select(t => new ArticleFile(
                        a.Slug,
                        t.Language,
                        t.Title,
                        categories[a.CategoryId],
                        t.Keywords,
                        t.SimilarQuestions.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                        t.Body,
                        !t.IsPublished,
                        ForOf(a, names)
                    ))
            ),
        ];
    }
}
