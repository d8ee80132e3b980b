using CustomerService.Framework.Emailing;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Texts;
using CustomerService.Notifications.Mail;
using CustomerService.Verification.Channels;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Verification.Lookups;

internal sealed class VerificationAppService(
    CustomerServiceDbContext db,
    ChannelRegister register,
    FakeReports reports,
    ISiteUrls urls,
    IMailIntegrationService mails,
    TimeProvider time
) : IVerificationAppService
{
    private const int FakesShown = 50;

    /// <summary>Whoever asks for made-up names all day fills no table: what is known already goes on being counted.</summary>
    private const int FakesKept = 5_000;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [AllowAnonymous]
    public async Task<OfficialChannelsDto> GetChannelsAsync(CancellationToken cancellationToken = default) =>
        new(new Uri(await urls.AbsoluteAsync("/", cancellationToken)).Authority, mails.Sender);

    [AllowAnonymous]
    public async Task<VerificationDto> CheckAsync(VerifyInput input, CancellationToken cancellationToken = default)
    {
        var answer = await FindAsync(input.Asked, cancellationToken);
        if (answer.IsFake && input.IsNew)
        {
            await CountAsync(await KeyOfAsync(input.Asked, cancellationToken), answer.Verdict, cancellationToken);
        }

        return answer;
    }

    [AllowAnonymous]
    public async Task<ReportedDto> ReportAsync(ReportFakeInput input, CancellationToken cancellationToken = default)
    {
        var answer = await FindAsync(input.Asked, cancellationToken);
        var (asked, isFake) = (await KeyOfAsync(input.Asked, cancellationToken), answer.IsFake);
        var known = await db.Set<FakeLookup>().AsNoTracking().FirstOrDefaultAsync(f => f.Asked == asked, cancellationToken);
        var reported = await reports.FileAsync(input, answer.Verdict, known, cancellationToken);
        if (isFake)
        {
            await db.Set<FakeLookup>()
                .Where(f => f.Asked == asked)
                .ExecuteUpdateAsync(s => s.SetProperty(f => f.Reports, f => f.Reports + 1), cancellationToken);
        }

        return reported;
    }

    [Authorize(VerificationPermissions.Manage)]
    public async Task<IReadOnlyList<FakeLookupDto>> GetFakesAsync(CancellationToken cancellationToken = default) =>
        await db.Set<FakeLookup>()
            .OrderByDescending(f => f.LastAt)
            .Take(FakesShown)
            .Select(f => new FakeLookupDto(f.Asked, f.Verdict, f.Times, f.Reports, f.FirstAt, f.LastAt))
            .ToListAsync(cancellationToken);

    private async Task<VerificationDto> FindAsync(string asked, CancellationToken cancellationToken)
    {
        var own = await GetChannelsAsync(cancellationToken);
        var channel = await register.FindAsync(asked, own, DateOnly.FromDateTime(Now), cancellationToken);
        if (
            channel.Verdict is Verdict.OurChannel or Verdict.FormerChannel
            || await mails.FindByCodeAsync(asked, cancellationToken) is not { } code
        )
        {
            return channel;
        }

        // Ten letters and digits may be a code, or the name of an account that is not ours.
        return code.Mail is { } mail
            ? new VerificationDto(Verdict.OurMail, new VerifiedMailDto(Mask(mail.To), mail.CreatedAt))
            : new VerificationDto(Verdict.UnknownCode, null);
    }

    private async Task CountAsync(string asked, Verdict verdict, CancellationToken cancellationToken)
    {
        // One statement: many ask for the same fake at the same moment, when it has just been mailed to thousands.
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into "VerificationFakeLookups" ("TenantId", "Id", "Asked", "Verdict", "Times", "Reports", "FirstAt", "LastAt")
            select {db.TenantKey}, {SequentialGuid.Next()}, {asked}, {verdict.ToString()}, 1, 0, {Now}, {Now}
            where (select count(*) from "VerificationFakeLookups" where "TenantId" = {db.TenantKey}) < {FakesKept} or exists (select 1
                from "VerificationFakeLookups" where "TenantId" = {db.TenantKey} and "Asked" = {asked})
            on conflict ("TenantId", "Asked") do update set "Times" = "VerificationFakeLookups"."Times" + 1, "Verdict" =
                excluded."Verdict", "LastAt" = excluded."LastAt"
            """,
            cancellationToken
        );
    }

    /// <summary>Two ways of writing the same fake are one: numbers without their hyphens, pages by their host.</summary>
    private async Task<string> KeyOfAsync(string asked, CancellationToken cancellationToken)
    {
        var key =
            (await mails.FindByCodeAsync(asked, cancellationToken))?.Code
            ?? ChannelKey.Of(ChannelKind.Phone, asked)
            ?? ChannelKey.Of(ChannelKind.Email, asked)
            ?? ChannelKey.Of(ChannelKind.Domain, asked)
            ?? ChannelKey.Clean(asked);
        return WellFormed.Cut(key, VerifyInput.MaxLength);
    }

    private static string Mask(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at <= 0 ? "***" : WellFormed.Initial(address).ToLowerInvariant() + "***" + address[at..];
    }
}
