using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Auditing;
using CustomerService.Identity.Tests.Users;
using CustomerService.Identity.Users;
using CustomerService.Tenants.Tenants;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tests.Auditing;

public sealed class AuditTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Show_Who_Changed_What_And_No_Secrets(DatabaseProvider provider)
    {
        await using var host = await PeopleTests.HostAsync(provider);
        var acme = (
            await host
                .Services.GetRequiredService<ITenantIntegrationService>()
                .CreateAsync(
                    new CreateTenant("acme", "Acme", "en", "UTC", "saas", "Ada", "admin@acme.example", "Demo-Pass-2026", true),
                    default
                )
        ).Id;
        await host.RunAsync(
            acme,
            async p =>
            {
                for (var n = 0; n < 55; n++)
                {
                    await p.GetRequiredService<IUserIntegrationService>()
                        .GetOrCreateCustomerAsync($"c{n}@mail.example", $"Customer {n}", "en");
                }
            }
        );

        var first = await ListAsync(new GetAuditLogInput { EntityType = "User" });
        var second = await ListAsync(new GetAuditLogInput { EntityType = "User", After = first.Next });

        first.Items.Count.ShouldBe(50);
        second.Items.Count.ShouldBe(6);
        first.Items.Concat(second.Items).Select(e => e.Id).Distinct().Count().ShouldBe(56);
        second
            .Items.SelectMany(e => e.Changes)
            .Where(c => c.Property is "PasswordHash" or "SecurityStamp")
            .ShouldAllBe(c => c.After == "•••");
        (await ListAsync(new GetAuditLogInput { To = DateOnly.FromDateTime(host.Time.Now).AddDays(-1) })).Items.ShouldBeEmpty();
        (await ListAsync(new GetAuditLogInput { Action = "Deleted" })).Items.ShouldBeEmpty();

        Task<Framework.Application.PagedResult<AuditEntryDto>> ListAsync(GetAuditLogInput input) =>
            host.RunAsAsync(acme, Guid.NewGuid(), RoleNames.Admin, p => p.GetRequiredService<IAuditLogAppService>().GetListAsync(input));
    }

    [Fact]
    public async Task Should_Name_What_Was_Changed_As_It_Was_Called_Then()
    {
        await using var host = await PeopleTests.HostAsync(DatabaseProvider.Sqlite);
        var acme = await PeopleTests.OpenAsync(host, isDemo: true);
        var user = await host.RunAsync(
            acme,
            p => p.GetRequiredService<IUserIntegrationService>().GetOrCreateCustomerAsync("lena@mail.example", "Lena", "en")
        );
        await host.RunAsync(
            acme,
            async p => (await p.GetRequiredService<CustomerServiceDbContext>().Set<User>().FindAsync(acme, user.Id))!.Rename("Lena Wu")
        );

        var log = await host.RunAsAsync(
            acme,
            Guid.NewGuid(),
            RoleNames.Admin,
            p => p.GetRequiredService<IAuditLogAppService>().GetListAsync(new GetAuditLogInput { Name = "Lena" })
        );
        log.Items.Select(e => (e.Action, e.EntityName)).ShouldBe([("Updated", "Lena Wu"), ("Created", "Lena")]);
    }

    [Fact]
    public async Task Should_Keep_Who_Signed_In_And_Out_And_Who_Was_Refused()
    {
        await using var host = await WebTestHost.CreateAsync();
        var acme = await host.OpenTenantAsync("acme");
        using var browser = host.Browser("acme.localhost");
        await WebTestHost.SignInAsync(browser, "admin@acme.example", "wrong password");
        await WebTestHost.SignInAsync(browser, "admin@acme.example");
        (await browser.PostAsync("/signout", null)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Found);

        var log = await host.RunAsync(
            acme.Id,
            p =>
                p.GetRequiredService<CustomerServiceDbContext>()
                    .Set<Framework.EntityFrameworkCore.Auditing.AuditLog>()
                    .Where(a => a.Action.StartsWith("Sign"))
                    .OrderBy(a => a.Id)
                    .Select(a => new
                    {
                        a.Action,
                        a.UserName,
                        a.EntityName,
                        HasAddress = a.ClientAddress != null,
                    })
                    .ToListAsync()
        );
        log.Select(a => (a.Action, a.UserName, a.EntityName, a.HasAddress))
            .ShouldBe([("SignInRefused", "Ada", "Ada", true), ("SignedIn", "Ada", "Ada", true), ("SignedOut", "Ada", "Ada", true)]);
    }
}
