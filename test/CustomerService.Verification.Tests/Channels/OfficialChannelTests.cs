using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.TestBase;
using CustomerService.Verification.Lookups;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Verification.Channels;

/// <summary>
/// The register knows a channel however it is written, says when it was dead-lettered, and tells a look-alike from a
/// stranger.
/// </summary>
public sealed class OfficialChannelTests
{
    [Theory]
    [InlineData(ChannelKind.Phone, "400-810-1234", "４００ 810 1234", true)]
    [InlineData(ChannelKind.Phone, "400-810-1234", "+86 400-8101234", true)]
    [InlineData(ChannelKind.Phone, "010-8888 6666", "+86 (10) 88886666", true)]
    [InlineData(ChannelKind.Phone, "13800138000", "0086 138 0013 8000", true)]
    [InlineData(ChannelKind.Phone, "13800138000", "8613800138000", true)]
    [InlineData(ChannelKind.Phone, "13800138000", "13800138001", false)]
    [InlineData(ChannelKind.Phone, "13800138000", "+1 380 013 8000", false)]
    [InlineData(ChannelKind.Email, "Help@Acme.example", "ｈｅｌｐ＠ＡＣＭＥ.example", true)]
    [InlineData(ChannelKind.Email, "help@acme.example", "help@pay.acme.example", false)]
    [InlineData(ChannelKind.Domain, "acme.example", "https://www.ACME.example/pay?x=1", true)]
    [InlineData(ChannelKind.Domain, "https://acme.example/", "acme。example", true)]
    [InlineData(ChannelKind.Domain, "bücher.example", "xn--bcher-kva.example", true)]
    [InlineData(ChannelKind.Domain, "acme.example", "acme.example.evil.example", false)]
    [InlineData(ChannelKind.Account, "Acme 官方客服", "@acme官方客服", true)]
    [InlineData(ChannelKind.Account, "acme_help", "acme-help", false)]
    public void Should_Know_A_Channel_However_It_Is_Written(ChannelKind kind, string registered, string asked, bool same) =>
        (ChannelKey.Of(kind, asked) == ChannelKey.Of(kind, registered)).ShouldBe(
            same,
            $"{ChannelKey.Of(kind, asked)} and {ChannelKey.Of(kind, registered)}"
        );

    [Theory]
    [InlineData(ChannelKind.Domain, "example-shop.com", "examp1e-shop.com", true)]
    [InlineData(ChannelKind.Domain, "example-shop.com", "ехample-shop.com", true)]
    [InlineData(ChannelKind.Domain, "example-shop.com", "exarnple-shop.com", true)]
    [InlineData(ChannelKind.Domain, "example-shop.com", "example-shop.com.pay.top", true)]
    [InlineData(ChannelKind.Domain, "example-shop.com", "refund-exampleshop.top", true)]
    [InlineData(ChannelKind.Domain, "example-shop.com", "exmaple-shop.com", true)]
    [InlineData(ChannelKind.Domain, "example-shop.com.cn", "example-shop.net", true)]
    [InlineData(ChannelKind.Domain, "example-shop.com", "xn--exmple-shop-l1l.com", true)]
    [InlineData(ChannelKind.Domain, "example-shop.com", "weather.example", false)]
    [InlineData(ChannelKind.Email, "help@example-shop.com", "example.shop.help@mail.top", true)]
    [InlineData(ChannelKind.Account, "云端客服", "云端客服中心", true)]
    [InlineData(ChannelKind.Account, "云端客服", "天气预报", false)]
    [InlineData(ChannelKind.Phone, "4008101234", "4008101284", true)]
    [InlineData(ChannelKind.Phone, "4008101234", "+1 4008101234", true)]
    [InlineData(ChannelKind.Phone, "4008101234", "95599", false)]
    public void Should_See_What_Was_Made_To_Be_Taken_For_Ours(ChannelKind kind, string ours, string asked, bool looks) =>
        Likeness.Looks(ChannelKey.Clean(asked), kind, ChannelKey.Of(kind, ours)!).ShouldBe(looks);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Answer_By_The_Register_And_Its_Days(DatabaseProvider provider)
    {
        await using var host = await VerificationTestHost.CreateAsync(provider);
        var today = DateOnly.FromDateTime(host.Time.Now);
        await SaveAsync(host, ChannelKind.Phone, "400-810-1234");
        await SaveAsync(host, ChannelKind.Account, "云端客服", "微信");
        await SaveAsync(host, ChannelKind.Domain, "example-shop.com", until: today);
        await SaveAsync(host, ChannelKind.Email, "new@example-shop.com", since: today.AddDays(1));

        (await host.CheckAsync("+86 400 810 1234")).Verdict.ShouldBe(Verdict.OurChannel);
        (await host.CheckAsync(" 云端 客服 ")).ShouldBe(new VerificationDto(Verdict.OurChannel, null, "微信"));
        (await host.CheckAsync("https://pay.example-shop.com/x")).Verdict.ShouldBe(Verdict.OurChannel);
        (await host.CheckAsync("new@example-shop.com")).Verdict.ShouldBe(Verdict.LooksLikeOurs, "not yet; its domain is ours");
        (await host.CheckAsync("example-sh0p.com")).Verdict.ShouldBe(Verdict.LooksLikeOurs);
        (await host.CheckAsync("400-810-1234", TestHost.TenantB)).Verdict.ShouldBe(Verdict.NotOurChannel, "another tenant's register");

        host.Time.Advance(TimeSpan.FromDays(1));
        (await host.CheckAsync("example-shop.com")).ShouldBe(new VerificationDto(Verdict.FormerChannel, null, Until: today));
        (await host.CheckAsync("new@example-shop.com")).Verdict.ShouldBe(Verdict.OurChannel);
    }

    [Theory]
    [InlineData(ChannelKind.Phone, "call us", "", VerificationErrorCodes.ChannelNotOfKind)]
    [InlineData(ChannelKind.Domain, "acme", "", VerificationErrorCodes.ChannelNotOfKind)]
    [InlineData(ChannelKind.Account, "acme", " ", VerificationErrorCodes.ChannelNeedsPlatform)]
    public async Task Should_Refuse_What_Is_No_Such_Channel(ChannelKind kind, string name, string platform, string code)
    {
        await using var host = await VerificationTestHost.CreateAsync();
        (await Should.ThrowAsync<BusinessException>(() => SaveAsync(host, kind, name, platform))).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Should_Hold_Each_Channel_Once()
    {
        await using var host = await VerificationTestHost.CreateAsync();
        await SaveAsync(host, ChannelKind.Phone, "400-810-1234");
        (await Should.ThrowAsync<BusinessException>(() => SaveAsync(host, ChannelKind.Phone, "+86 4008101234"))).Code.ShouldBe(
            VerificationErrorCodes.ChannelIsThere
        );
        await SaveAsync(host, ChannelKind.Account, "4008101234", "QQ");
        (
            await Should.ThrowAsync<BusinessException>(() =>
                SaveAsync(host, ChannelKind.Phone, "95599", since: new DateOnly(2026, 2, 2), until: new DateOnly(2026, 2, 1))
            )
        ).Code.ShouldBe(VerificationErrorCodes.ChannelEndsBeforeItBegins);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_File_A_Ticket_With_The_Facts_When_Somebody_Was_Contacted_By_It(DatabaseProvider provider)
    {
        await using var host = await VerificationTestHost.CreateAsync(provider);
        await host.CheckAsync("example-sh0p.top");
        await host.CheckAsync("https://example-sh0p.top/pay");
        var reported = await host.RunAsync(
            VerificationTestHost.Tenant,
            p =>
                p.GetRequiredService<IVerificationAppService>()
                    .ReportAsync(
                        new ReportFakeInput
                        {
                            Asked = "EXAMPLE-sh0p.top",
                            Story = "They wanted 500.",
                            Name = "Li Lei",
                            Email = "li@example.com",
                        }
                    )
        );
        reported.Number.ShouldBe(FakeCustomerReports.Number);
        var report = host.Services.GetRequiredService<FakeCustomerReports>().Filed.ShouldHaveSingleItem();
        (report.Body, report.Tag, report.Name, report.Email).ShouldBe(("They wanted 500.", "fraud-report", "Li Lei", "li@example.com"));
        report.Facts.Select(f => (f.Key, f.Value)).ShouldBe([("asked", "EXAMPLE-sh0p.top"), ("verdict", "Not our channel")]);
        report.Note.ShouldContain("2 times");
        (await host.FakesAsync()).Select(f => (f.Asked, f.Times, f.Reports)).ShouldBe([("example-sh0p.top", 2, 1)]);
    }

    private static Task<Guid> SaveAsync(
        TestHost host,
        ChannelKind kind,
        string name,
        string platform = "",
        DateOnly? since = null,
        DateOnly? until = null
    ) =>
        host.RunAsAsync(
            VerificationTestHost.Tenant,
            VerificationTestHost.Admin,
            "admin",
            p =>
                p.GetRequiredService<IOfficialChannelAppService>()
                    .SaveAsync(
                        new SaveChannelInput
                        {
                            Kind = kind,
                            Name = name,
                            Platform = platform,
                            Since = since,
                            Until = until,
                        }
                    )
        );
}
