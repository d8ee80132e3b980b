using CustomerService.Framework.Data;
using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.EntityFrameworkCore.Outbox;
using CustomerService.Framework.Events;
using CustomerService.Framework.Hangfire;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.Tests.Events;

[EventName("sample.noted")]
public sealed record NotedEto(Guid StreamId, string Text) : IOrderedEvent;

/// <summary>What the handlers of a stream have heard, in order.</summary>
internal static class Heard
{
    public static readonly Dictionary<(Guid Stream, string By), List<string>> All = [];

    public static bool IsPoisonous { get; set; } = true;

    public static void Add(NotedEto eto, string by)
    {
        lock (All)
        {
            (All.TryGetValue((eto.StreamId, by), out var texts) ? texts : All[(eto.StreamId, by)] = []).Add(eto.Text);
        }
    }

    public static string By(string by, Guid stream) => string.Join(' ', All.GetValueOrDefault((stream, by), []));
}

internal sealed class TouchyNotedEventHandler : IDistributedEventHandler<NotedEto>
{
    public Task HandleEventAsync(NotedEto eto, CancellationToken cancellationToken)
    {
        if (Heard.IsPoisonous && eto.Text == "poison")
        {
            throw new InvalidOperationException("I cannot hear that.");
        }

        Heard.Add(eto, "touchy");
        return Task.CompletedTask;
    }
}

internal sealed class CalmNotedEventHandler : IDistributedEventHandler<NotedEto>
{
    public Task HandleEventAsync(NotedEto eto, CancellationToken cancellationToken)
    {
        Heard.Add(eto, "calm");
        return Task.CompletedTask;
    }
}

public sealed class EventDeliveryTests
{
    public static TheoryData<DatabaseProvider> Providers => KernelTests.Providers;

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Set_A_Poisoned_Event_Aside_For_Its_Handler_Only_And_Go_On_After_The_Last_Attempt(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync(provider, typeof(SampleModule), typeof(FrameworkHangfireModule));
        var (stream, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Heard.IsPoisonous = true;
        await PublishAsync(host, stream, "one", "poison", "three");
        await PublishAsync(host, other, "elsewhere");
        await host.DrainAsync();
        Heard.By("calm", stream).ShouldBe("one poison three");
        Heard.By("calm", other).ShouldBe("elsewhere");
        Heard.By("touchy", other).ShouldBe("elsewhere");
        Heard.By("touchy", stream).ShouldBe("one", "a handler hears its stream in order, as long as it may still succeed");

        await ExhaustAsync(host);
        await PublishAsync(host, stream, "four");
        await host.DrainAsync();
        Heard.By("calm", stream).ShouldBe("one poison three four");
        Heard.By("touchy", stream).ShouldBe("one three four");
        var dead = await RowsAsync(host);
        dead.Count.ShouldBe(1);
        (dead[0].State, dead[0].Attempts, dead[0].Error!.Contains("cannot hear")).ShouldBe((QueueState.Failed, 10, true));
        dead[0].Handler.ShouldContain("TouchyNotedEventHandler");
        (await JobsAsync(host)).Finding.ShouldContain("dead-lettered");

        Heard.IsPoisonous = false;
        await host.RunAsync(
            TestHost.TenantA,
            sp => sp.GetRequiredService<CustomerServiceDbContext>().PutBackAsync<OutboxMessage>(dead[0].Id, host.Time.Now)
        );
        await host.DrainAsync();
        Heard.By("touchy", stream).ShouldBe("one three four poison");
        Heard.By("calm", stream).ShouldBe("one poison three four", "who has handled it does not get it again");
        (await RowsAsync(host)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Keep_The_Order_Of_A_Stream_For_A_Handler_That_Recovers(DatabaseProvider provider)
    {
        await using var host = await TestHost.CreateAsync(provider, typeof(SampleModule), typeof(FrameworkHangfireModule));
        var stream = Guid.CreateVersion7();
        Heard.IsPoisonous = true;
        await PublishAsync(host, stream, "poison");
        await host.DrainAsync();
        await PublishAsync(host, stream, "two", "three");
        await host.DrainAsync();
        (await JobsAsync(host)).Finding.ShouldContain("failing");
        Heard.By("touchy", stream).ShouldBe("");
        Heard.By("calm", stream).ShouldBe("poison two three");

        Heard.IsPoisonous = false;
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.DrainAsync();
        Heard.By("touchy", stream).ShouldBe("poison two three");
        (await RowsAsync(host)).ShouldBeEmpty();
    }

    private static Task PublishAsync(TestHost host, Guid stream, params string[] texts) =>
        host.RunAsync(
            TestHost.TenantA,
            async sp =>
            {
                foreach (var text in texts)
                {
                    await sp.GetRequiredService<IDistributedEventBus>().PublishAsync(new NotedEto(stream, text));
                    await sp.GetRequiredService<IUnitOfWorkManager>().Current!.SaveChangesAsync();
                }
            }
        );

    private static async Task ExhaustAsync(TestHost host)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(11));
            await host.DrainAsync();
        }
    }

    private static Task<List<OutboxMessage>> RowsAsync(TestHost host) =>
        host.RunAsync(
            TestHost.TenantA,
            sp => sp.GetRequiredService<CustomerServiceDbContext>().Set<OutboxMessage>().AsNoTracking().ToListAsync()
        );

    private static Task<DoctorResult> JobsAsync(TestHost host) =>
        host.Services.GetServices<IDoctorCheck>().Single(c => c.Name == "queues").RunAsync();
}
