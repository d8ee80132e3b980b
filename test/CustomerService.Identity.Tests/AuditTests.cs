using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Auditing;
using CustomerService.Identity.Users;
using CustomerService.Tenants.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tests;

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
}
