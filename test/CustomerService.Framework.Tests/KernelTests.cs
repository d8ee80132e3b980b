using System.Collections.Concurrent;
using System.Diagnostics;
using CustomerService.Framework.Data;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.Entities;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Model;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.EntityFrameworkCore.Timers;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Events;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Timers;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerService.Framework.Tests;

[DependsOn(typeof(EntityFrameworkCore.FrameworkEntityFrameworkCoreModule))]
public sealed class SampleModule : CustomerServiceModule
{
    public override void ConfigureServices(ServiceConfigurationContext context) => context.Services.AddEntityModel(Configure);

    private static void Configure(ModelBuilder builder) =>
        builder.Entity<Order>(b =>
        {
            b.ToTable("SampleOrders");
            b.Property(x => x.Name).HasMaxLength(64);
            b.HasTenantMany(x => x.Lines, x => x.OrderId);
        });
}

public sealed class Order : TenantAggregateRoot
{
    public string Name { get; set; } = "";

    public int Shipped { get; set; }

    public List<OrderLine> Lines { get; } = [];

    public static Order Place(string name)
    {
        var order = new Order { Name = name };
        order.AddDistributedEvent(new OrderPlacedEto(order.Id));
        return order;
    }
}

public sealed class OrderLine : TenantEntity
{
    public Guid OrderId { get; set; }
}

[EventName("sample.order-placed")]
public sealed record OrderPlacedEto(Guid OrderId) : IOrderedEvent
{
    public Guid StreamId => OrderId;
}

internal sealed class OrderPlacedEventHandler(CustomerServiceDbContext db, ITimerManager timers, TimeProvider time)
    : IDistributedEventHandler<OrderPlacedEto>
{
    public async Task HandleEventAsync(OrderPlacedEto eto, CancellationToken cancellationToken)
    {
        var order = await db.Set<Order>().SingleAsync(o => o.Id == eto.OrderId, cancellationToken);
        if (order.Name == "poison")
        {
            throw new InvalidOperationException("This one always fails.");
        }

        order.Name += "!";
        await timers.ScheduleAsync(
            "sample.ship",
            eto.OrderId,
            time.GetUtcNow().UtcDateTime.AddHours(1),
            cancellationToken: cancellationToken
        );
    }
}

/// <summary>Runs after the one above, and fails twice for orders named "stumble": one failure alone is tried again at once.</summary>
internal sealed class OrderPlacedSecondEventHandler(CustomerServiceDbContext db) : IDistributedEventHandler<OrderPlacedEto>
{
    private static readonly ConcurrentDictionary<Guid, int> Stumbled = new();

    public async Task HandleEventAsync(OrderPlacedEto eto, CancellationToken cancellationToken)
    {
        var order = await db.Set<Order>().SingleAsync(o => o.Id == eto.OrderId, cancellationToken);
        if (order.Name.StartsWith("stumble", StringComparison.Ordinal) && Stumbled.AddOrUpdate(order.Id, 1, (_, n) => n + 1) <= 2)
        {
            throw new InvalidOperationException("Not this time.");
        }
    }
}

internal sealed class ShipTimerHandler(CustomerServiceDbContext db) : ITimerHandler
{
    public string Kind => "sample.ship";

    public async Task HandleAsync(TimerFired timer, CancellationToken cancellationToken) =>
        (await db.Set<Order>().SingleAsync(o => o.Id == timer.SubjectId, cancellationToken)).Shipped++;
}

public sealed class KernelTests
{
    public static TheoryData<DatabaseProvider> Providers => [DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql];

    [Fact]
    public async Task Should_Name_The_Tenant_In_The_Spans_Of_Handlers_And_Timers()
    {
        var spans = new ConcurrentBag<(string Name, string? Tenant)>();
        using var collector = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WorkSpans.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => spans.Add((span.DisplayName, (string?)span.GetTagItem("tenant"))),
        };
        ActivitySource.AddActivityListener(collector);
        await using var host = await TestHost.CreateAsync<SampleModule>();
        await PlaceAsync(host, "a");
        await host.DrainAsync();
        host.Time.Advance(TimeSpan.FromHours(2));
        await host.DrainAsync();
        spans.ShouldContain(s => s.Name.StartsWith("event ", StringComparison.Ordinal) && s.Tenant == "alpha");
        spans.ShouldContain(("timer sample.ship", "alpha"));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Handle_An_Event_Once_And_Fire_Its_Timer_When_Due(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(provider);
        var id = await PlaceAsync(host, "a");
        await host.DrainAsync();
        await host.DrainAsync();
        (await ReadAsync(host, id)).Name.ShouldBe("a!");
        (await ReadAsync(host, id)).Shipped.ShouldBe(0);

        host.Time.Advance(TimeSpan.FromHours(2));
        await host.DrainAsync();
        await host.DrainAsync();
        (await ReadAsync(host, id)).Shipped.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Not_Let_A_Poisoned_Event_Hold_Up_The_Others(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(provider);
        var poison = await PlaceAsync(host, "poison");
        var good = await PlaceAsync(host, "good");
        await host.DrainAsync();
        (await ReadAsync(host, good)).Name.ShouldBe("good!");
        (await ReadAsync(host, poison)).Name.ShouldBe("poison");
        var row = await host.RunAsync(
            TestHost.TenantA,
            sp => sp.GetRequiredService<CustomerServiceDbContext>().Set<OutboxMessage>().AsNoTracking().SingleAsync()
        );
        row.Attempts.ShouldBe(1);
        row.Error!.ShouldContain("always fails");
    }

    [Fact]
    public async Task Should_Give_Every_Tenant_Its_Turn_Although_One_Fails()
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(DatabaseProvider.Sqlite);
        var served = new List<Guid?>();
        var failure = await Should.ThrowAsync<AggregateException>(() =>
            host
                .Services.GetRequiredService<TenantIterator>()
                .RunAsync(provider =>
                {
                    var tenant = provider.GetRequiredService<ICurrentTenant>().Id;
                    served.Add(tenant);
                    return tenant == TestHost.TenantA ? throw new InvalidOperationException("Not for this one.") : Task.CompletedTask;
                })
        );
        served.ShouldBe([TestHost.TenantA, TestHost.TenantB]);
        failure.InnerExceptions.Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Handle_Each_Event_Of_A_Burst_Once_Whichever_Of_Them_Fail(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(provider);
        var (poison, stumble, good) = (Guid.Empty, Guid.Empty, new List<Guid>());
        await host.RunAsync(
            TestHost.TenantA,
            async sp =>
            {
                var db = sp.GetRequiredService<CustomerServiceDbContext>();
                for (var i = 0; i < 35; i++)
                {
                    var order = Order.Place(
                        i switch
                        {
                            7 => "poison",
                            14 => "stumble",
                            _ => "good",
                        }
                    );
                    db.Add(order);
                    (poison, stumble) = i switch
                    {
                        7 => (order.Id, stumble),
                        14 => (poison, order.Id),
                        _ => (poison, stumble),
                    };
                    good.Add(order.Id);
                }

                good.Remove(poison);
                good.Remove(stumble);
                await Task.CompletedTask;
            }
        );
        await host.DrainAsync();
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.DrainAsync();

        foreach (var id in good)
        {
            (await ReadAsync(host, id)).Name.ShouldBe("good!");
        }

        (await ReadAsync(host, stumble)).Name.ShouldBe("stumble!");
        (await ReadAsync(host, poison)).Name.ShouldBe("poison");
        (await CountAsync<OutboxMessage>(host)).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Not_Repeat_A_Handler_That_Worked_When_A_Later_One_Failed(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(provider);
        var id = await PlaceAsync(host, "stumble");
        await host.DrainAsync();
        (await ReadAsync(host, id)).Name.ShouldBe("stumble!");
        (await CountAsync<OutboxMessage>(host)).ShouldBe(1);

        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.DrainAsync();
        (await ReadAsync(host, id)).Name.ShouldBe("stumble!");
        (await CountAsync<OutboxMessage>(host)).ShouldBe(0);
        (await CountAsync<InboxMessage>(host)).ShouldBe(3, "one for each handler, and one for the copy of the second");
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Fire_Each_Timer_Once_When_Two_Sweepers_Race(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(provider);
        var ids = new List<Guid>();
        for (var i = 0; i < 40; i++)
        {
            ids.Add(await PlaceAsync(host, "n" + i));
        }

        await host.DrainAsync();
        host.Time.Advance(TimeSpan.FromHours(2));
        await Task.WhenAll(Task.Run(host.DrainAsync), Task.Run(host.DrainAsync), Task.Run(host.DrainAsync));
        foreach (var id in ids)
        {
            (await ReadAsync(host, id)).Shipped.ShouldBe(1);
        }

        (
            await host.RunAsync(TestHost.TenantA, sp => sp.GetRequiredService<CustomerServiceDbContext>().Set<TimerRow>().CountAsync())
        ).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Set_Many_Timers_At_Once_And_End_Those_Without_A_Time(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(provider);
        var (now, moved, ended, inHand) = (host.Time.Now, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        foreach (var tenant in new[] { TestHost.TenantA, TestHost.TenantB })
        {
            await SetAsync(tenant, new() { [moved] = now.AddHours(1), [ended] = now.AddHours(2) });
        }

        await host.RunAsync(
            TestHost.TenantA,
            sp =>
                sp.GetRequiredService<CustomerServiceDbContext>()
                    .Set<TimerRow>()
                    .Where(t => t.SubjectId == moved)
                    .ExecuteUpdateAsync(set =>
                        set.SetProperty(t => t.LeaseId, Guid.NewGuid())
                            .SetProperty(t => t.Attempts, 3)
                            .SetProperty(t => t.State, QueueState.Failed)
                    )
        );
        await host.RunAsync(
            TestHost.TenantA,
            async sp =>
            {
                var timers = sp.GetRequiredService<ITimerManager>();
                await timers.ScheduleAsync("sample.many", inHand, now.AddHours(5));
                await timers.SetManyAsync(
                    "sample.many",
                    new Dictionary<Guid, DateTime?>
                    {
                        [moved] = now.AddHours(3),
                        [ended] = null,
                        [inHand] = now.AddHours(4),
                    }
                );
            }
        );
        await Should.ThrowAsync<InvalidOperationException>(() =>
            host.RunAsync(
                TestHost.TenantA,
                async sp =>
                {
                    await sp.GetRequiredService<ITimerManager>()
                        .SetManyAsync("sample.many", new Dictionary<Guid, DateTime?> { [moved] = null, [inHand] = now });
                    throw new InvalidOperationException("Changed my mind.");
                }
            )
        );
        (await ReadAsync(TestHost.TenantA)).ShouldBe(
            [
                (moved, now.AddHours(3), now.AddHours(3), QueueState.Pending, 0, null),
                (inHand, now.AddHours(4), now.AddHours(4), QueueState.Pending, 0, null),
            ],
            ignoreOrder: true
        );
        (await ReadAsync(TestHost.TenantB)).Select(t => t.SubjectId).ShouldBe([moved, ended], ignoreOrder: true);

        Task SetAsync(Guid tenant, Dictionary<Guid, DateTime?> due) =>
            host.RunAsync(tenant, sp => sp.GetRequiredService<ITimerManager>().SetManyAsync("sample.many", due));

        Task<List<(Guid SubjectId, DateTime, DateTime, QueueState, int, Guid?)>> ReadAsync(Guid tenant) =>
            host.RunAsync(
                tenant,
                async sp =>
                    (await sp.GetRequiredService<CustomerServiceDbContext>().Set<TimerRow>().AsNoTracking().ToListAsync()).ConvertAll(t =>
                        (t.SubjectId, t.Due, t.NextAttempt, t.State, t.Attempts, t.LeaseId)
                    )
            );
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Take_Over_A_Timer_Whose_Node_Was_Killed(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(provider);
        var id = await PlaceAsync(host, "a");
        await host.DrainAsync();
        host.Time.Advance(TimeSpan.FromHours(2));
        var claimed = await host.Services.GetRequiredService<QueueClaim>().TakeAsync<TimerRow>("Timers", "NextAttempt", "", 10, default);
        claimed.Count.ShouldBe(1);
        await host.DrainAsync();
        (await ReadAsync(host, id)).Shipped.ShouldBe(0);

        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.DrainAsync();
        (await ReadAsync(host, id)).Shipped.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Keep_Tenants_Apart_And_Carry_The_Tenant_Into_Parts(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(provider);
        var id = await PlaceAsync(host, "a");
        (await host.RunAsync(TestHost.TenantB, sp => sp.GetRequiredService<CustomerServiceDbContext>().Set<Order>().CountAsync())).ShouldBe(
            0
        );
        await host.RunAsync(
            TestHost.TenantA,
            async sp =>
            {
                var order = await sp.GetRequiredService<CustomerServiceDbContext>()
                    .Set<Order>()
                    .Include(o => o.Lines)
                    .SingleAsync(o => o.Id == id);
                order.Lines.Add(new OrderLine());
            }
        );
        var line = await host.RunAsync(
            TestHost.TenantA,
            sp => sp.GetRequiredService<CustomerServiceDbContext>().Set<OrderLine>().AsNoTracking().SingleAsync()
        );
        line.TenantId.ShouldBe(TestHost.TenantA);
        line.OrderId.ShouldBe(id);
    }

    [Fact]
    public async Task Should_Show_No_Row_Of_Another_Tenant_To_Raw_Sql_Under_The_Serving_Role()
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(DatabaseProvider.PostgreSql);
        await PlaceAsync(host, "a");
        (await CountRawAsync(host, TestHost.TenantA)).ShouldBe(1);
        (await CountRawAsync(host, TestHost.TenantB)).ShouldBe(0);
        await host.RunAsync(
            TestHost.TenantB,
            async sp =>
            {
                var db = sp.GetRequiredService<CustomerServiceDbContext>();
                (await db.Set<Order>().IgnoreQueryFilters().CountAsync()).ShouldBe(0);
                await Should.ThrowAsync<PostgresException>(() =>
                    db.Database.ExecuteSqlAsync(
                        $"""
                        insert into "SampleOrders" ("TenantId", "Id", "Name", "Shipped", "ConcurrencyStamp", "CreationTime")
                            values ({TestHost.TenantA}, {Guid.NewGuid()}, 'x', 0, {Guid.NewGuid()}, now())
                        """
                    )
                );
            }
        );
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Not_Commit_A_Save_In_The_Middle_When_The_Work_Fails_Later(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(provider);
        await Should.ThrowAsync<InvalidOperationException>(() =>
            host.RunAsync(
                TestHost.TenantA,
                async sp =>
                {
                    sp.GetRequiredService<CustomerServiceDbContext>().Add(Order.Place("half"));
                    await sp.GetRequiredService<IUnitOfWorkManager>().Current!.SaveChangesAsync();
                    throw new InvalidOperationException("The second half fails.");
                }
            )
        );
        (await host.RunAsync(TestHost.TenantA, sp => sp.GetRequiredService<CustomerServiceDbContext>().Set<Order>().CountAsync())).ShouldBe(
            0
        );
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Refuse_A_Lost_Race_With_A_Conflict(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync<SampleModule>(provider);
        var id = await PlaceAsync(host, "a");
        var error = await Should.ThrowAsync<BusinessException>(() =>
            host.RunAsync(
                TestHost.TenantA,
                async sp =>
                {
                    var mine = await sp.GetRequiredService<CustomerServiceDbContext>().Set<Order>().SingleAsync(o => o.Id == id);
                    await host.RunAsync(
                        TestHost.TenantA,
                        async other =>
                            (await other.GetRequiredService<CustomerServiceDbContext>().Set<Order>().SingleAsync(o => o.Id == id)).Name =
                                "theirs"
                    );
                    mine.Name = "mine";
                }
            )
        );
        error.Kind.ShouldBe(ErrorKind.Conflict);
        (await ReadAsync(host, id)).Name.ShouldBe("theirs");
    }

    private static Task<int> CountAsync<T>(TestHost host)
        where T : class => host.RunAsync(TestHost.TenantA, sp => sp.GetRequiredService<CustomerServiceDbContext>().Set<T>().CountAsync());

    private static Task<Guid> PlaceAsync(TestHost host, string name) =>
        host.RunAsync(
            TestHost.TenantA,
            sp =>
            {
                var order = Order.Place(name);
                sp.GetRequiredService<CustomerServiceDbContext>().Add(order);
                return Task.FromResult(order.Id);
            }
        );

    private static Task<Order> ReadAsync(TestHost host, Guid id) =>
        host.RunAsync(
            TestHost.TenantA,
            sp => sp.GetRequiredService<CustomerServiceDbContext>().Set<Order>().AsNoTracking().SingleAsync(o => o.Id == id)
        );

    private static Task<int> CountRawAsync(TestHost host, Guid tenant) =>
        host.RunAsync(
            tenant,
            sp =>
                sp.GetRequiredService<CustomerServiceDbContext>()
                    .Database.SqlQuery<int>($"""select count(*)::int as "Value" from "SampleOrders" """)
                    .SingleAsync()
        );
}
