using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Sessions;
using CustomerService.Identity.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tests;

public sealed class SessionCleanupTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Forget_Sessions_That_Nobody_Can_Use_Any_More_Of_Tenants_And_Host(DatabaseProvider provider)
    {
        await using var host = await PeopleTests.HostAsync(provider);
        var acme = await PeopleTests.OpenAsync(host, isDemo: true);
        foreach (var tenant in new Guid?[] { acme, null })
        {
            await host.RunAsync(
                tenant,
                async p =>
                {
                    var user = await p.GetRequiredService<IUserIntegrationService>()
                        .CreateStaffAsync("who@acme.example", "Who", "admin", "Demo-Pass-2026", "en");
                    var db = p.GetRequiredService<CustomerServiceDbContext>();
                    var now = host.Time.Now;
                    var ended = new UserSession(Guid.CreateVersion7(), user.Id, "ended long ago", null, null, now.AddDays(-20));
                    ended.End(now.AddDays(-15));
                    db.AddRange(
                        new UserSession(Guid.CreateVersion7(), user.Id, "in use", null, null, now.AddDays(-13)),
                        new UserSession(Guid.CreateVersion7(), user.Id, "idle", null, null, now.AddDays(-15)),
                        ended
                    );
                }
            );
        }

        var worker = host.Services.GetServices<HangfireBackgroundWorkerBase>().Single(w => w.RecurringJobId == "sessions.cleanup");
        await Task.WhenAll(worker.DoWorkAsync(), worker.DoWorkAsync());
        foreach (var tenant in new Guid?[] { acme, null })
        {
            (
                await host.RunAsync(
                    tenant,
                    p => p.GetRequiredService<CustomerServiceDbContext>().Set<UserSession>().Select(s => s.Device).ToListAsync()
                )
            ).ShouldBe(["in use"]);
        }
    }
}
