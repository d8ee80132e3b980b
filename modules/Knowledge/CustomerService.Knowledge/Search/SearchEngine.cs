using CustomerService.Framework.Caching;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Modularity;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Categories;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Search;

/// <summary>Finds published articles. Tenant and visibility are conditions of every query below; nothing is filtered afterwards.</summary>
internal sealed class SearchEngine(CustomerServiceDbContext db, TenantCache cache) : ITransientDependency
{
    /// <summary>Terms that stand in this many lines together say little more; the rarest are read first and the rest left out.</summary>
    private const int MaxLines = 20_000;

    private const int MaxTerms = 48;
    private const int MaxExpansions = 12;
    private const int MaxCandidates = 300;
    private const int MinPrefix = 2;

    /// <summary>A hit in the reader's own language stands before an equal one in another.</summary>
    private const double OwnLanguage = 1.3;

    public async Task<SearchMatches> FindAsync(string query, string language, bool includeInternal, bool isUnfinished, CancellationToken cancellationToken)
    {
        var asked = AskedTerms(query);
        if (isUnfinished)
        {
            await ExpandLastWordAsync(query, asked, includeInternal, cancellationToken);
        }

        if (asked.Count == 0)
        {
            return SearchMatches.None;
        }

        var lines = await ReadLinesAsync(asked, includeInternal, cancellationToken);
        var statistics = await StatisticsAsync(cancellationToken);
        return new SearchMatches(Rank(lines, asked, statistics, language), asked.Keys.ToHashSet());
    }

    public async Task<IReadOnlyList<SearchHitDto>> DescribeAsync(IReadOnlyList<Guid> articleIds, SearchMatches matches, string language, bool includeInternal, CancellationToken cancellationToken)
    {
        var found = await (
            from translation in db.Set<ArticleTranslation>()
            join article in db.Set<Article>() on translation.ArticleId equals article.Id
            join category in db.Set<Category>() on article.CategoryId equals category.Id
            where articleIds.Contains(article.Id) && translation.IsPublished && (includeInternal || article.Visibility == ArticleVisibility.Public)
            select new { article.Id, article.Slug, article.Visibility, Category = category, translation.Language, translation.PublishedTitle, translation.PublishedText }).AsNoTracking().ToListAsync(cancellationToken);
        return [.. articleIds
            .Select(id => found.Where(f => f.Id == id).OrderByDescending(f => f.Language == language).ThenBy(f => f.Language).FirstOrDefault())
            .Where(f => f is not null)
            .Select(f => new SearchHitDto(
                f!.Id, f.Slug, f.Category.Key, f.Category.NameIn(language), f.Language, f.Visibility == ArticleVisibility.Internal,
                Highlighter.Mark(f.PublishedTitle, matches.Terms), Highlighter.Snippet(f.PublishedText, matches.Terms)))];
    }

    /// <summary>How much each asked term counts. A part of a longer run only counts where nothing better asks for it.</summary>
    private static Dictionary<string, AskedTerm> AskedTerms(string query)
    {
        var asked = new Dictionary<string, AskedTerm>();
        foreach (var term in TextAnalyzer.Analyze(query))
        {
            var weight = Ranking.WeightOf(term.Kind);
            if (!asked.TryGetValue(term.Term, out var known) || known.Weight < weight)
            {
                asked[term.Term] = new AskedTerm(weight, term.IsStrong);
            }
        }

        return asked.OrderByDescending(a => a.Value.IsStrong).Take(MaxTerms).ToDictionary();
    }

    private async Task ExpandLastWordAsync(string query, Dictionary<string, AskedTerm> asked, bool includeInternal, CancellationToken cancellationToken)
    {
        var last = new string([.. query.Reverse().TakeWhile(c => char.IsAsciiLetterOrDigit(TextAnalyzer.Fold(c))).Reverse().Select(TextAnalyzer.Fold)]);
        if (last.Length < MinPrefix)
        {
            return;
        }

        var terms = await db.Set<KnowledgeTerm>()
            .Where(t => t.Term.StartsWith(last) && (includeInternal || !t.IsInternal))
            .GroupBy(t => t.Term).Select(g => g.Key).OrderBy(t => t).Take(MaxExpansions).ToListAsync(cancellationToken);
        foreach (var term in terms)
        {
            asked.TryAdd(term, new AskedTerm(1, true));
        }
    }

    private async Task<List<Line>> ReadLinesAsync(Dictionary<string, AskedTerm> asked, bool includeInternal, CancellationToken cancellationToken)
    {
        var terms = asked.Keys.ToList();
        var visible = db.Set<KnowledgeTerm>().Where(t => includeInternal || !t.IsInternal);
        var counts = await visible.Where(t => terms.Contains(t.Term)).GroupBy(t => t.Term).Select(g => new { Term = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var total = 0;
        var kept = new List<string>();
        foreach (var term in counts.OrderByDescending(c => asked[c.Term].IsStrong).ThenBy(c => c.Count).ThenBy(c => c.Term, StringComparer.Ordinal))
        {
            total += term.Count;
            if (kept.Count > 0 && total > MaxLines)
            {
                break;
            }

            kept.Add(term.Term);
        }

        foreach (var term in counts)
        {
            asked[term.Term] = asked[term.Term] with { Documents = term.Count };
        }

        return await visible.Where(t => kept.Contains(t.Term))
            .Select(t => new Line(t.Term, t.TranslationId, t.ArticleId, t.Language, t.Title, t.Keywords, t.Category, t.Body, t.Length))
            .ToListAsync(cancellationToken);
    }

    private static List<Guid> Rank(List<Line> lines, Dictionary<string, AskedTerm> asked, IndexStatistics statistics, string language) =>
    [
        .. lines.GroupBy(l => l.TranslationId)
            .Where(g => g.Any(l => asked[l.Term].IsStrong))
            .Select(g => (g.First().ArticleId, Score: g.Sum(l => ScoreOf(l, asked[l.Term], statistics)) * (g.First().Language == language ? OwnLanguage : 1)))
            .GroupBy(t => t.ArticleId)
            .Select(g => (g.Key, Score: g.Max(t => t.Score)))
            .OrderByDescending(a => a.Score).ThenBy(a => a.Key)
            .Take(MaxCandidates)
            .Select(a => a.Key),
    ];

    private static double ScoreOf(Line line, AskedTerm asked, IndexStatistics statistics) =>
        asked.Weight
        * Ranking.Rarity(Math.Max(statistics.Documents, asked.Documents), asked.Documents)
        * Ranking.Occurrence(line.Title, line.Keywords, line.Category, line.Body, line.Length, statistics.AverageLength);

    private Task<IndexStatistics> StatisticsAsync(CancellationToken cancellationToken) => cache.GetOrCreateAsync(SearchIndex.StatisticsKey, async () =>
    {
        var published = db.Set<ArticleTranslation>().Where(t => t.IsPublished);
        return new IndexStatistics(await published.CountAsync(cancellationToken), await published.AverageAsync(t => (double?)t.Length, cancellationToken) ?? 1);
    });

    private sealed record Line(string Term, Guid TranslationId, Guid ArticleId, string Language, int Title, int Keywords, int Category, int Body, int Length);

    private sealed record IndexStatistics(int Documents, double AverageLength);

    private sealed record AskedTerm(double Weight, bool IsStrong, int Documents = 0);
}

/// <param name="Articles">Best first.</param>
/// <param name="Terms">What to mark in titles and texts.</param>
internal sealed record SearchMatches(IReadOnlyList<Guid> Articles, IReadOnlySet<string> Terms)
{
    public static readonly SearchMatches None = new([], new HashSet<string>());
}
