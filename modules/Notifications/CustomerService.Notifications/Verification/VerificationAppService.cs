using CustomerService.Framework.Application;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Notifications.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerService.Notifications.Verification;

internal sealed class VerificationAppService(CustomerServiceDbContext db, ISiteUrls urls, IOptions<SmtpOptions> smtp, TimeProvider time) : IVerificationAppService, IApplicationService
{
    private const int FakesShown = 50;

    [AllowAnonymous]
    public async Task<OfficialChannelsDto> GetChannelsAsync(CancellationToken cancellationToken = default) =>
        new(new Uri(await urls.AbsoluteAsync("/", cancellationToken)).Authority, smtp.Value.IsSetUp ? smtp.Value.From : null);

    [AllowAnonymous]
    public async Task<VerificationDto> CheckAsync(VerifyInput input, CancellationToken cancellationToken = default)
    {
        if (MailCode.Read(input.Asked) is { } code)
        {
            var mail = await db.Set<OutgoingMail>().Where(m => m.VerifyCode == code).Select(m => new { m.To, m.CreatedAt }).FirstOrDefaultAsync(cancellationToken);
            return mail is not null ? new VerificationDto(Verdict.OurMail, new VerifiedMailDto(Mask(mail.To), mail.CreatedAt)) : await FakeAsync(MailCode.Grouped(code), Verdict.UnknownCode, cancellationToken);
        }

        var channels = await GetChannelsAsync(cancellationToken);
        return new OfficialChannels(channels.Host, channels.MailSender).Contains(input.Asked)
            ? new VerificationDto(Verdict.OurChannel, null)
            : await FakeAsync(input.Asked.Trim().ToLowerInvariant(), Verdict.NotOurChannel, cancellationToken);
    }

    [Authorize(NotificationPermissions.Manage)]
    public async Task<IReadOnlyList<FakeLookupDto>> GetFakesAsync(CancellationToken cancellationToken = default) =>
        await db.Set<FakeLookup>().OrderByDescending(f => f.LastAt).Take(FakesShown).Select(f => new FakeLookupDto(f.Asked, f.Verdict, f.Times, f.LastAt)).ToListAsync(cancellationToken);

    private async Task<VerificationDto> FakeAsync(string asked, Verdict verdict, CancellationToken cancellationToken)
    {
        // One statement: many ask for the same fake at the same moment, when it has just been mailed to thousands.
        var now = time.GetUtcNow().UtcDateTime;
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into "NotificationFakeLookups" ("TenantId", "Id", "Asked", "Verdict", "Times", "FirstAt", "LastAt")
            values ({db.TenantKey}, {SequentialGuid.Next()}, {asked}, {verdict.ToString()}, 1, {now}, {now})
            on conflict ("TenantId", "Asked") do update set "Times" = "NotificationFakeLookups"."Times" + 1, "LastAt" = excluded."LastAt"
            """,
            cancellationToken);
        return new VerificationDto(verdict, null);
    }

    private static string Mask(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at <= 0 ? "***" : address[0] + "***" + address[at..];
    }
}
