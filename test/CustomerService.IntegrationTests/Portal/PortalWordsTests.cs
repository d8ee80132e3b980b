using System.Text.RegularExpressions;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.TestBase;
using CustomerService.Verification.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Portal;

/// <summary>What the portal says fits together, is said in the customer's words, and is sent as it is written.</summary>
public sealed partial class PortalWordsTests
{
    [Fact]
    public async Task Should_Send_Chinese_As_It_Is_Written_Under_A_Title_That_Names_The_Company_And_Confirm_What_Is_Ours()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var product = await Product.OpenAsync(settings);
        var alpha = await product.CreateTenantAsync("alpha");
        var admin = (
            await product.RunAsync(alpha.Id, p => p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync("admin@alpha.example"))
        )!;
        await product.RunAsAsync(
            alpha.Id,
            admin.Id,
            RoleNames.Admin,
            p => p.GetRequiredService<IOfficialChannelAppService>().SaveAsync(new() { Kind = ChannelKind.Phone, Name = "400 810 1234" })
        );
        await using var server = await ServerProcess.StartAsync(settings);
        using var visitor = server.Client("alpha.localhost");

        var home = await visitor.GetStringAsync("/?lang=zh-Hans");
        home.ShouldContain("有什么可以帮您？");
        Numbered().Matches(home).ShouldBeEmpty("no character is sent as its number");
        Title().Match(home).Groups[1].Value.ShouldBe($"{alpha.Name} 帮助中心");
        home.ShouldContain($"property=\"og:title\" content=\"{alpha.Name} 帮助中心\"");

        var confirmed = await visitor.GetStringAsync("/verify?v=400-810-1234&lang=en");
        confirmed.ShouldContain("<dd>400-810-1234</dd>", Case.Sensitive, "what is ours stands among ours");
        (await visitor.GetStringAsync("/verify?v=400-810-9999&lang=en")).ShouldNotContain("<dd>400-810-9999</dd>");
    }

    [GeneratedRegex("&#x[0-9A-F]{4};")]
    private static partial Regex Numbered();

    [GeneratedRegex("<title>(.*?)</title>")]
    private static partial Regex Title();
}
