using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Identity.Sessions;
using CustomerService.Identity.SignIn;
using CustomerService.Identity.Tests.Users;
using CustomerService.Identity.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Identity.Tests.Sessions;

public sealed class SessionCleanupTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Forget_Sessions_And_Wrong_Passwords_Of_Long_Ago_Of_Tenants_And_Host(DatabaseProvider provider)
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
                    foreach (var (subject, days) in new[] { ("today", 0), ("before", 2) })
                    {
                        var (id, at) = (SignInAttempts.IdOf(subject), now.AddDays(-days));
                        await db.Database.ExecuteSqlAsync(
                            $"""
                            insert into "IdentitySignInAttempts" ("TenantId", "Id", "Count", "LastTime")
                            values ({db.TenantKey}, {id}, 1, {at})
                            """
                        );
                    }
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
            (
                await host.RunAsync(
                    tenant,
                    p => p.GetRequiredService<CustomerServiceDbContext>().Set<SignInAttempts>().Select(a => a.Id).ToListAsync()
                )
            ).ShouldBe([SignInAttempts.IdOf("today")]);
        }
    }
}
