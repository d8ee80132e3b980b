using System.Globalization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Localization;
using CustomerService.Knowledge.Articles;
using CustomerService.Knowledge.Quotes;
using CustomerService.Knowledge.Reading;
using CustomerService.Knowledge.Search;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Knowledge.Gaps;

[Authorize(KnowledgePermissions.Write)]
internal sealed class GapAppService(CustomerServiceDbContext db, Readers readers, TimeProvider time) : IGapAppService
{
    private const int MaxOfKind = 50;
    private const int MinNotHelpful = 2;
    private const int MinSent = 3;
    private static readonly TimeSpan Period = TimeSpan.FromDays(30);
    private static readonly TimeSpan StaleAfter = TimeSpan.FromDays(365);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<IReadOnlyList<GapDto>> GetListAsync(bool withClosed = false, CancellationToken cancellationToken = default)
    {
        var decided = await db.Set<KnowledgeGap>().AsNoTracking().ToDictionaryAsync(g => (g.Kind, g.Key), cancellationToken);
        List<GapDto> found = [.. await NotFoundAsync(cancellationToken), .. await ArticlesAsync(cancellationToken)];
        return
        [
            .. found
                .Select(g =>
                    decided.TryGetValue((g.Kind, g.Key), out var row)
                        ? g with
                        {
                            State = row.StateAfter(g.LastAt),
                            OwnerId = row.OwnerId,
                        }
                        : g
                )
                .Where(g => withClosed || g.State is GapState.Open or GapState.InWork)
                .OrderByDescending(g => g.Count)
                .ThenByDescending(g => g.LastAt),
        ];
    }

    public async Task SetAsync(SetGapInput input, CancellationToken cancellationToken = default)
    {
        var gap = await db.Set<KnowledgeGap>().FirstOrDefaultAsync(g => g.Kind == input.Kind && g.Key == input.Key, cancellationToken);
        if (gap is null)
        {
            db.Add(gap = new KnowledgeGap(input.Kind, input.Key));
        }

        gap.Decide(input.State, input.OwnerId, Now);
    }

    private async Task<List<GapDto>> NotFoundAsync(CancellationToken cancellationToken)
    {
        var since = Now - Period;
        return await db.Set<SearchLog>()
            .Where(s => s.IsWithoutResult && s.At >= since)
            .GroupBy(s => s.Query)
            .Select(g => new
            {
                g.Key,
                Count = g.Count(),
                LastAt = g.Max(s => s.At),
            })
            .OrderByDescending(g => g.Count)
            .ThenByDescending(g => g.LastAt)
            .Take(MaxOfKind)
            .Select(g => new GapDto(GapKind.NotFound, g.Key, g.Key, null, g.Count, g.LastAt, GapState.Open, null))
            .ToListAsync(cancellationToken);
    }

    private async Task<List<GapDto>> ArticlesAsync(CancellationToken cancellationToken)
    {
        var (now, language) = (Now, JsonStringLocalizer.CultureOf(CultureInfo.CurrentUICulture));
        var (since, stale) = (now - Period, now - StaleAfter);
        var reader = await readers.OfDeskAsync(cancellationToken);
        var shown = db.Set<Article>()
            .AsNoTracking()
            .Include(a => a.Translations)
            .Where(a => reader.Patterns.Any(p => a.Audience.Contains(p)) && a.Translations.Any(t => t.IsPublished));
        var unhelpful = await shown
            .Where(a => a.NotHelpful >= MinNotHelpful && a.NotHelpful > a.Helpful)
            .OrderByDescending(a => a.NotHelpful)
            .ThenBy(a => a.Id)
            .Take(MaxOfKind)
            .ToListAsync(cancellationToken);
        var votes = await LastVotesAsync([.. unhelpful.Select(a => a.Id)], cancellationToken);
        var asked = await shown
            .Where(a => a.AskedAfterReading > 0 && a.AskedAt >= since)
            .OrderByDescending(a => a.AskedAfterReading)
            .ThenBy(a => a.Id)
            .Take(MaxOfKind)
            .ToListAsync(cancellationToken);
        var old = await shown
            .Where(a => a.Translations.Where(t => t.IsPublished).Max(t => t.PublishedAt) < stale)
            .OrderBy(a => a.Id)
            .Take(MaxOfKind)
            .ToListAsync(cancellationToken);
        var sent = await SentAsync(since, cancellationToken);
        var solving = await shown.Where(a => sent.Keys.Contains(a.Id)).OrderBy(a => a.Id).ToListAsync(cancellationToken);
        return
        [
            .. solving.Select(a => Line(GapKind.SentByAgents, a, sent[a.Id].Count, sent[a.Id].LastAt)),
            .. unhelpful.Select(a => Line(GapKind.Unhelpful, a, a.NotHelpful, votes.GetValueOrDefault(a.Id, a.CreationTime))),
            .. asked.Select(a => Line(GapKind.AskedAfterReading, a, a.AskedAfterReading, a.AskedAt!.Value)),
            .. old.Select(a => Line(GapKind.Stale, a, 1, StaleSince(a.Translations.Max(t => t.PublishedAt) ?? a.CreationTime, now))),
        ];

        GapDto Line(GapKind kind, Article article, int count, DateTime lastAt) =>
            new(
                kind,
                article.Id.ToString(),
                (article.Find(language) ?? article.Translations[0]).Title,
                article.Id,
                count,
                lastAt,
                GapState.Open,
                article.OwnerId
            );
    }

    /// <summary>The last time that another year was over, so that what was looked at comes back a year later.</summary>
    private static DateTime StaleSince(DateTime publishedAt, DateTime now) =>
        publishedAt + (StaleAfter * Math.Floor((now - publishedAt) / StaleAfter));

    private async Task<Dictionary<Guid, (int Count, DateTime LastAt)>> SentAsync(DateTime since, CancellationToken cancellationToken) =>
        (
            await db.Set<ArticleUse>()
                .Where(u => u.SolvedAt >= since)
                .GroupBy(u => u.ArticleId)
                .Select(g => new
                {
                    g.Key,
                    Count = g.Count(),
                    LastAt = g.Max(u => u.SolvedAt),
                })
                .Where(g => g.Count >= MinSent)
                .OrderByDescending(g => g.Count)
                .ThenBy(g => g.Key)
                .Take(MaxOfKind)
                .ToListAsync(cancellationToken)
        ).ToDictionary(g => g.Key, g => (g.Count, g.LastAt!.Value));

    private Task<Dictionary<Guid, DateTime>> LastVotesAsync(List<Guid> articleIds, CancellationToken cancellationToken) =>
        db.Set<ArticleVote>()
            .Where(v => articleIds.Contains(v.ArticleId) && !v.IsHelpful)
            .GroupBy(v => v.ArticleId)
            .Select(g => new { g.Key, At = g.Max(v => v.At) })
            .ToDictionaryAsync(g => g.Key, g => g.At, cancellationToken);
}
