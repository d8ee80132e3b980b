using CustomerService.Framework.Authorization;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.Framework.Errors;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.DeadLetters;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Tenants.Tests.DeadLetters;

public sealed class DeadLetterTests
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Should_Show_What_Was_Given_Up_In_Any_Tenant_And_Put_It_Back(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<TenantsModule>(provider);
        await GiveUpAsync(host, TestHost.TenantA);
        await GiveUpAsync(host, TestHost.TenantB);

        var before = await AsOperatorAsync(host, s => s.GetAsync());
        before.DeadLetteredCount.ShouldBe(4);
        before.DeadLettered.Select(g => g.TenantId).Distinct().ShouldBe([TestHost.TenantA, TestHost.TenantB], ignoreOrder: true);
        foreach (var row in before.DeadLettered.Where(g => g.TenantId == TestHost.TenantA))
        {
            await PutBackAsync(host, row);
        }

        var after = await AsOperatorAsync(host, s => s.GetAsync());
        after.DeadLettered.ShouldAllBe(g => g.TenantId == TestHost.TenantB);
        (after.DeadLetteredCount, after.WaitingTimers, after.WaitingEvents).ShouldBe((2, 1, 1));
        var timer = await host.RunAsync(
            TestHost.TenantA,
            sp => sp.GetRequiredService<CustomerServiceDbContext>().Set<TimerRow>().AsNoTracking().SingleAsync()
        );
        (timer.State, timer.Attempts, timer.Error, timer.NextAttempt).ShouldBe(
            (QueueState.Pending, 0, null, host.Time.GetUtcNow().UtcDateTime)
        );
    }

    [Fact]
    public async Task Should_Say_That_It_Is_Gone_When_Put_Back_As_Another_Tenants()
    {
        await using var host = await TestHost.CreateAsync<TenantsModule>();
        await GiveUpAsync(host, TestHost.TenantA);
        var row = (await AsOperatorAsync(host, s => s.GetAsync())).DeadLettered[0];

        var error = await Should.ThrowAsync<BusinessException>(() => PutBackAsync(host, row with { TenantId = TestHost.TenantB }));
        error.Code.ShouldBe(TenantsErrorCodes.JobGone);
        (await AsOperatorAsync(host, s => s.GetAsync())).DeadLetteredCount.ShouldBe(2);
    }

    [Fact]
    public async Task Should_Be_Closed_To_A_Tenants_Admin()
    {
        await using var host = await TestHost.CreateAsync<TenantsModule>();
        var error = await Should.ThrowAsync<BusinessException>(() =>
            host.RunAsAsync(
                TestHost.TenantA,
                Guid.CreateVersion7(),
                RoleNames.Admin,
                sp => sp.GetRequiredService<IDeadLetterAppService>().GetAsync()
            )
        );
        error.Kind.ShouldBe(ErrorKind.Forbidden);
    }

    private static Task GiveUpAsync(TestHost host, Guid tenant) =>
        host.RunAsync(
            tenant,
            sp =>
            {
                var now = host.Time.GetUtcNow().UtcDateTime;
                var db = sp.GetRequiredService<CustomerServiceDbContext>();
                db.Add(
                    new TimerRow
                    {
                        Kind = "sla.clock",
                        SubjectId = Guid.CreateVersion7(),
                        Due = now,
                        NextAttempt = now,
                        State = QueueState.Failed,
                        Attempts = 8,
                        Error = "It rained.",
                    }
                );
                db.Add(
                    new OutboxMessage
                    {
                        EventName = "tickets.created",
                        StreamId = Guid.CreateVersion7(),
                        Payload = "{}",
                        CreationTime = now,
                        NextAttempt = now,
                        State = QueueState.Failed,
                        Attempts = 8,
                        Error = "It rained.",
                    }
                );
                return Task.CompletedTask;
            }
        );

    private static Task<T> AsOperatorAsync<T>(TestHost host, Func<IDeadLetterAppService, Task<T>> call) =>
        host.RunAsAsync(
            TenantKeys.Host,
            Guid.CreateVersion7(),
            RoleNames.HostOperator,
            sp => call(sp.GetRequiredService<IDeadLetterAppService>())
        );

    private static Task PutBackAsync(TestHost host, DeadLetteredDto row) =>
        AsOperatorAsync(
            host,
            async s =>
            {
                await s.PutBackAsync(
                    new PutBackInput
                    {
                        Queue = row.Queue,
                        TenantId = row.TenantId,
                        Id = row.Id,
                    }
                );
                return true;
            }
        );
}
