using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Notifications.Fakes;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Notifications.Verification;

public sealed class VerificationTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Know_The_Code_That_Stands_In_The_Mail_And_No_Invented_One(DatabaseProvider provider)
    {
        await using var host = await NotificationsTestHost.CreateAsync(provider: provider);
        await host.Host.RunAsync(
            NotificationsTestHost.Tenant,
            p => p.GetRequiredService<IEmailSender>().QueueAsync(new EmailMessage("li.lei@example.com", "李雷", "Hello", "x", "en"))
        );
        await host.SendAsync();
        var printed = System.Text.RegularExpressions.Regex.Match(host.Smtp.Mails.Single().PlainText, "[2-9A-Z]{5}-[2-9A-Z]{5}").Value;
        foreach (var typed in new[] { printed, printed.ToLowerInvariant(), $"  {printed.Replace("-", " ")} " })
        {
            var genuine = await CheckAsync(host, typed);
            (genuine.Verdict, genuine.Mail!.ToMasked, genuine.Mail.CreatedAt).ShouldBe(
                (Verdict.OurMail, "l***@example.com", host.Host.Time.Now)
            );
        }

        (await CheckAsync(host, "ABCDE-23456")).ShouldBe(new VerificationDto(Verdict.UnknownCode, null));
        (await CheckAsync(host, printed, TestHost.TenantB)).Verdict.ShouldBe(Verdict.UnknownCode, "another workspace's mail");
        (await FakesAsync(host)).Select(f => (f.Asked, f.Verdict)).ShouldBe([("ABCDE-23456", Verdict.UnknownCode)]);
    }

    [Theory]
    [InlineData("test.localhost", Verdict.OurChannel)]
    [InlineData("http://test.localhost/requests/new", Verdict.OurChannel)]
    [InlineData("help@cloud.example", Verdict.OurChannel)]
    [InlineData("help@cloud.example.evil", Verdict.LooksLikeOurs)]
    [InlineData("test.localhost.evil.example", Verdict.LooksLikeOurs)]
    [InlineData("https://test.localhost@evil.example/", Verdict.LooksLikeOurs)]
    [InlineData("400-123-4567", Verdict.NotOurChannel)]
    [InlineData("javascript:alert(1)", Verdict.NotOurChannel)]
    public async Task Should_Tell_Own_Channels_From_Look_Alikes(string asked, Verdict verdict)
    {
        await using var host = await NotificationsTestHost.CreateAsync();
        (await CheckAsync(host, asked)).Verdict.ShouldBe(verdict);
        (await FakesAsync(host)).Count.ShouldBe(verdict == Verdict.OurChannel ? 0 : 1);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Count_What_Many_Ask_For_And_Forget_It_When_It_Is_Over(DatabaseProvider provider)
    {
        await using var host = await NotificationsTestHost.CreateAsync(provider: provider);
        var first = host.Host.Time.Now;
        await CheckAsync(host, "Evil.example");
        host.Host.Time.Advance(TimeSpan.FromDays(80));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CheckAsync(host, " evil.EXAMPLE ")));
        (await FakesAsync(host)).ShouldBe([new FakeLookupDto("evil.example", Verdict.NotOurChannel, 9, 0, first, host.Host.Time.Now)]);

        var workers = host.Host.Services.GetServices<HangfireBackgroundWorkerBase>();
        var cleanup = workers.Single(w => w.RecurringJobId == "verification.cleanup");
        host.Host.Time.Advance(TimeSpan.FromDays(89));
        await cleanup.DoWorkAsync();
        (await FakesAsync(host)).Count.ShouldBe(1);
        host.Host.Time.Advance(TimeSpan.FromDays(2));
        await cleanup.DoWorkAsync();
        (await FakesAsync(host)).ShouldBeEmpty();
    }

    private static Task<VerificationDto> CheckAsync(NotificationsTestHost host, string asked, Guid? tenant = null) =>
        host.Host.RunAsync(
            tenant ?? NotificationsTestHost.Tenant,
            p => p.GetRequiredService<IVerificationAppService>().CheckAsync(new VerifyInput { Asked = asked })
        );

    private static Task<IReadOnlyList<FakeLookupDto>> FakesAsync(NotificationsTestHost host) =>
        host.Host.RunAsAsync(
            NotificationsTestHost.Tenant,
            host.Agent,
            "admin",
            p => p.GetRequiredService<IVerificationAppService>().GetFakesAsync()
        );
}
