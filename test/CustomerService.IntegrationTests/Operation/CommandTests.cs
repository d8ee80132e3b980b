using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Users;
using CustomerService.TestBase;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.IntegrationTests.Operation;

/// <summary>Verbs of the command line that give somebody something.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Should_Refuse_Unknown_Scopes_And_Name_The_Valid_Ones()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var product = await Product.OpenAsync(settings);
        await product.CreateTenantAsync("alpha");
        foreach (var scopes in new[] { "tickets:admin", "tickets.bogus", "Tickets.Merge", "nothing", "tickets:read,tickets:all" })
        {
            var (code, output) = await ServerProcess.RunVerbAsync(settings, "tokens", "create", "--tenant", "alpha", "--scopes", scopes);
            code.ShouldBe(2, scopes);
            output.ShouldContain("is not a scope");
            output.ShouldContain("Tickets.Read");
            output.ShouldNotContain("cs_");
        }

        var (granted, words) = await ServerProcess.RunVerbAsync(settings, "tokens", "create", "--tenant=alpha", "--scopes=tickets:read");
        granted.ShouldBe(0);
        words.ShouldContain("for alpha: Tickets.Read.");
    }

    [Fact]
    public async Task Should_Make_An_Administrator_Again()
    {
        await using var settings = await ServerSettings.CreateAsync(DatabaseProvider.Sqlite);
        await using var product = await Product.OpenAsync(settings);
        var alpha = await product.CreateTenantAsync("alpha");
        await product.RunAsync(
            alpha.Id,
            p =>
                p.GetRequiredService<IUserIntegrationService>()
                    .CreateStaffAsync("sam@alpha.example", "Sam", "agent", Product.Password, "en")
        );

        string[] verb = ["admins", "grant", "--tenant", "alpha", "--email"];
        (await ServerProcess.RunVerbAsync(settings, [.. verb, "sam@alpha.example"])).ExitCode.ShouldBe(0);
        (await ServerProcess.RunVerbAsync(settings, [.. verb, "nobody@alpha.example"])).ExitCode.ShouldBe(1);

        var sam = await product.RunAsync(
            alpha.Id,
            p => p.GetRequiredService<IUserIntegrationService>().FindByEmailAsync("sam@alpha.example")
        );
        sam!.Roles.ShouldBe([RoleNames.Admin]);
    }
}
