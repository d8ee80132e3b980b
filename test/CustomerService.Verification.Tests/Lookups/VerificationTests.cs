using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Verification.Lookups;

public sealed class VerificationTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Show_A_Mails_Recipient_To_Nobody_Else_And_Count_An_Invented_Code(DatabaseProvider provider)
    {
        await using var host = await VerificationTestHost.CreateAsync(provider);
        var mail = await host.CheckAsync(FakeMails.Known);
        mail.ShouldBe(new VerificationDto(Verdict.OurMail, new VerifiedMailDto("l***@example.com", FakeMails.SentAt)));
        (await host.CheckAsync("abcde-23456")).ShouldBe(new VerificationDto(Verdict.UnknownCode, null));
        (await host.FakesAsync()).Select(f => (f.Asked, f.Verdict)).ShouldBe([("ABCDE-23456", Verdict.UnknownCode)]);
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
        await using var host = await VerificationTestHost.CreateAsync();
        (await host.CheckAsync(asked)).Verdict.ShouldBe(verdict);
        (await host.FakesAsync()).Count.ShouldBe(verdict == Verdict.OurChannel ? 0 : 1);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Count_What_Many_Ask_For_And_Forget_It_When_It_Is_Over(DatabaseProvider provider)
    {
        await using var host = await VerificationTestHost.CreateAsync(provider);
        var first = host.Time.Now;
        await host.CheckAsync("Evil.example");
        host.Time.Advance(TimeSpan.FromDays(80));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.CheckAsync(" evil.EXAMPLE ")));
        (await host.FakesAsync()).ShouldBe([new FakeLookupDto("evil.example", Verdict.NotOurChannel, 9, 0, first, host.Time.Now)]);

        var workers = host.Services.GetServices<HangfireBackgroundWorkerBase>();
        var cleanup = workers.Single(w => w.RecurringJobId == "verification.cleanup");
        host.Time.Advance(TimeSpan.FromDays(89));
        await cleanup.DoWorkAsync();
        (await host.FakesAsync()).Count.ShouldBe(1);
        host.Time.Advance(TimeSpan.FromDays(2));
        await cleanup.DoWorkAsync();
        (await host.FakesAsync()).ShouldBeEmpty();
    }
}
