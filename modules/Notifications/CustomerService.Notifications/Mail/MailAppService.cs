using CustomerService.Framework.Application;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CustomerService.Notifications.Mail;

[Authorize(NotificationPermissions.Manage)]
internal sealed class MailAppService(
    CustomerServiceDbContext db,
    IEmailSender sender,
    IUnitOfWorkManager unitOfWorkManager,
    IBackgroundJobManager jobs,
    IUserIntegrationService users,
    ICurrentUser user,
    IStringLocalizer localizer,
    IOptions<SmtpOptions> options,
    TimeProvider time
) : IMailAppService
{
    /// <summary>One press of "retry all" must not lock the table; it can be pressed again.</summary>
    private const int RetryAtOnce = 1000;

    public async Task<PagedResult<OutgoingMailDto>> GetListAsync(MailListInput input, CancellationToken cancellationToken = default)
    {
        var page = await db.Set<OutgoingMail>()
            .Where(m => (input.State == null || m.State == input.State) && (input.After == null || m.Id.CompareTo(input.After.Value) < 0))
            .OrderByDescending(m => m.Id)
            .Take(input.Limit + 1)
            .Select(m => new OutgoingMailDto(
                m.Id,
                m.To,
                m.Subject,
                m.State,
                m.Attempts,
                m.LastError,
                m.CreatedAt,
                m.NextAttempt,
                m.SentAt,
                m.VerifyCode,
                m.IsHeld
            ))
            .ToListAsync(cancellationToken);
        var items = page.Take(input.Limit).ToList();
        return new PagedResult<OutgoingMailDto>(items, page.Count > input.Limit ? items[^1].Id.ToString() : null);
    }

    public async Task<MailStatusDto> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        var counts = await db.Set<OutgoingMail>()
            .Where(m => m.State != MailState.Sent)
            .GroupBy(m => m.State)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var settings = options.Value;
        return new MailStatusDto(
            settings.IsSetUp ? settings.Host : null,
            settings.Port,
            settings.From,
            counts.GetValueOrDefault(MailState.Pending),
            counts.GetValueOrDefault(MailState.Failed),
            counts.GetValueOrDefault(MailState.NotSetUp),
            await db.Set<OutgoingMail>()
                .Where(m => m.State == MailState.Pending && m.IsPostponed)
                .OrderByDescending(m => m.Id)
                .Select(m => m.LastError)
                .FirstOrDefaultAsync(cancellationToken),
            await db.Set<OutgoingMail>().CountAsync(m => m.State == MailState.Pending && m.IsHeld, cancellationToken)
        );
    }

    public async Task RetryAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var mail =
            await db.Set<OutgoingMail>().FirstOrDefaultAsync(m => m.Id == id, cancellationToken)
            ?? throw BusinessException.NotFound(NotificationErrorCodes.MailNotFound);
        if (mail.State == MailState.Sent)
        {
            throw new BusinessException(NotificationErrorCodes.MailAlreadySent);
        }

        mail.Retry(time.GetUtcNow().UtcDateTime);
        SendNow();
    }

    public async Task<int> RetryAllAsync(CancellationToken cancellationToken = default)
    {
        var mails = await db.Set<OutgoingMail>()
            .Where(m => m.State == MailState.Failed || m.State == MailState.NotSetUp || m.IsPostponed)
            .OrderBy(m => m.Id)
            .Take(RetryAtOnce)
            .ToListAsync(cancellationToken);
        mails.ForEach(m => m.Retry(time.GetUtcNow().UtcDateTime));
        SendNow();
        return mails.Count;
    }

    public async Task SendTestAsync(SendTestMailInput input, CancellationToken cancellationToken = default)
    {
        SendNow();
        var me = await users.FindAsync(user.Id!.Value, cancellationToken);
        var (to, language) = (input.To is { Length: > 0 } given ? given : me?.Email ?? user.Email ?? "", me?.Language ?? "en");
        using var culture = LocalizerExtensions.UseCulture(language);
        await sender.QueueAsync(
            new EmailMessage(
                to,
                me?.Name ?? to,
                localizer["Notifications.Mail.Test.Subject"],
                localizer["Notifications.Mail.Test.Body"],
                language
            ),
            cancellationToken
        );
    }

    /// <summary>Also a server that takes nothing is asked at once.</summary>
    private void SendNow() => unitOfWorkManager.Current!.OnCompleted(() => jobs.EnqueueAsync(new SendMailsArgs { Resumes = true }));
}
