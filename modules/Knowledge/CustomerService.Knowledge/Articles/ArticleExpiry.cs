using CustomerService.Framework.Authorization;
using CustomerService.Framework.Data;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Localization;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Timers;
using CustomerService.Identity.Users;
using CustomerService.Knowledge.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerService.Knowledge.Articles;

/// <summary>The owner is reminded a week before an article's last day; after it readers do not see the article any more.</summary>
internal sealed class ArticleExpiry(
    CustomerServiceDbContext db,
    SearchIndex index,
    IUserIntegrationService users,
    IEmailSender mail,
    ISiteUrls urls,
    IUnitOfWorkManager unitOfWorkManager,
    IRealTimeHub hub,
    IStringLocalizer localizer,
    TimeProvider time
) : ITimerHandler
{
    public const string TimerKind = "knowledge.expiry";

    private const string Reminder = "remind";
    private const string End = "expire";
    private static readonly TimeSpan RemindBefore = TimeSpan.FromDays(7);

    public string Kind => TimerKind;

    /// <summary>Sets both timers anew, or takes them away.</summary>
    public static async Task ScheduleAsync(ITimerManager timers, Article article, DateTime now, CancellationToken cancellationToken)
    {
        await timers.CancelAsync(TimerKind, article.Id, cancellationToken: cancellationToken);
        if (article.ExpiresAt is not { } end)
        {
            return;
        }

        await timers.ScheduleAsync(TimerKind, article.Id, end, End, cancellationToken: cancellationToken);
        if (end - RemindBefore > now)
        {
            await timers.ScheduleAsync(TimerKind, article.Id, end - RemindBefore, Reminder, cancellationToken: cancellationToken);
        }
    }

    public async Task HandleAsync(TimerFired timer, CancellationToken cancellationToken)
    {
        var article = await db.Set<Article>()
            .Include(a => a.Translations)
            .FirstOrDefaultAsync(a => a.Id == timer.SubjectId, cancellationToken);
        if (article?.ExpiresAt is not { } end || !article.Translations.Any(t => t.IsPublished))
        {
            return;
        }

        if (timer.Key == End)
        {
            await EndAsync(article, cancellationToken);
        }

        await TellAsync(article, timer.Key, end, cancellationToken);
    }

    private async Task EndAsync(Article article, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var translation in article.Expire(now))
        {
            db.Add(new ArticleVersion(translation, article.Id, ArticleAction.Expired, null, null, now));
        }

        await index.MarkAsync(article.Id, cancellationToken);
        unitOfWorkManager.Current!.OnCompleted(() => hub.PublishAsync(KnowledgeSignals.Changed(article.Id)));
    }

    private async Task TellAsync(Article article, string what, DateTime end, CancellationToken cancellationToken)
    {
        var owner = article.OwnerId is { } id ? await users.FindAsync(id, cancellationToken) : null;
        List<UserDto> people = owner is { IsStaff: true }
            ? [owner]
            : [.. (await users.GetStaffAsync(cancellationToken)).Where(u => u.Roles.Contains(RoleNames.Admin))];
        foreach (var person in people)
        {
            using var culture = LocalizerExtensions.UseCulture(person.Language);
            var title = (article.Find(person.Language) ?? article.Translations[0]).Title;
            var key = what == End ? "Knowledge.Mail.Expired" : "Knowledge.Mail.Expiring";
            await mail.QueueAsync(
                new EmailMessage(
                    person.Email,
                    person.Name,
                    localizer.Format($"{key}.Subject", ("Title", title)),
                    localizer.FormatMarkdown($"{key}.Body", ("Name", person.Name), ("Title", title), ("Days", (int)RemindBefore.TotalDays)),
                    person.Language,
                    $"kb-{what}:{article.Id:N}:{end.Ticks}:{person.Id:N}",
                    localizer["Knowledge.Mail.Open"],
                    await urls.AbsoluteAsync($"/admin/kb/{article.Id}", cancellationToken)
                ),
                cancellationToken
            );
        }
    }
}
