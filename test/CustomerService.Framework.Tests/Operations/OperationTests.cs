using System.Collections.Concurrent;
using System.Text;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Operations;
using CustomerService.Framework.Users;
using CustomerService.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.Tests.Operations;

public sealed class OperationTests
{
    private static readonly Guid Person = Guid.CreateVersion7();

    public static TheoryData<DatabaseProvider> Providers => [DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql];

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Go_Step_By_Step_And_Leave_A_File(DatabaseProvider provider)
    {
        await using var host = await CreateAsync(provider);
        var id = await BeginAsync(host, new PackInput(5), "crate");
        (await LatestAsync(host))!.State.ShouldBe(OperationState.Waiting);
        await host.Jobs.RunAsync();

        var operation = (await LatestAsync(host))!;
        (operation.State, operation.Done, operation.Total, operation.BegunBy).ShouldBe((OperationState.Done, 5, 5, "Test Person"));
        operation.GetResult<PackResult>()!.Packed.ShouldBe(["crate 0", "crate 1", "crate 2", "crate 3", "crate 4"]);
        (await PackedAsync(host)).ShouldBe(5);
        var (name, text) = await ReadAsync(host, id);
        (name, text).ShouldBe(("list.txt", "crate 0, crate 1, crate 2, crate 3, crate 4"));
        Packer(host).Actors.ShouldAllBe(actor => actor == Person);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Go_On_Where_A_Dead_Node_Left_It(DatabaseProvider provider)
    {
        await using var host = await CreateAsync(provider);
        await BeginAsync(host, new PackInput(6), "box");
        var never = new TaskCompletionSource();
        Packer(host).Before = number => number == 3 ? never.Task : Task.CompletedTask;
        var dead = host.Jobs.RunAsync();
        await Wait.UntilAsync(async () => (await LatestAsync(host))!.Done == 3, "three of six");

        // Nobody takes it from a node that may be alive; later somebody does.
        Packer(host).Before = null;
        await SweepAsync(host);
        (await LatestAsync(host))!.Done.ShouldBe(3);
        host.Time.Advance(TimeSpan.FromMinutes(2));
        await SweepAsync(host);
        (await LatestAsync(host))!.State.ShouldBe(OperationState.Done);

        // The dead one wakes, and must not do its step a second time.
        never.SetResult();
        await dead;
        (await PackedAsync(host)).ShouldBe(6);
        (await LatestAsync(host))!.GetResult<PackResult>()!.Packed.Count.ShouldBe(6);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Stop_After_The_Step_That_Runs(DatabaseProvider provider)
    {
        await using var host = await CreateAsync(provider);
        var id = await BeginAsync(host, new PackInput(6), "box");
        Packer(host).Before = number => number == 2 ? AsPersonAsync<IOperationAppService>(host, s => s.StopAsync(id)) : Task.CompletedTask;
        await host.Jobs.RunAsync();

        var operation = (await LatestAsync(host))!;
        (operation.State, operation.Done, operation.IsStopping, operation.HasFile).ShouldBe((OperationState.Stopped, 3, false, false));
        (await PackedAsync(host)).ShouldBe(3);
        await BeginAsync(host, new PackInput(1), "another may begin");
    }

    [Fact]
    public async Task Should_Refuse_A_Second_One_Of_Its_Kind()
    {
        await using var host = await CreateAsync(DatabaseProvider.Sqlite);
        await BeginAsync(host, new PackInput(1), "box");
        (await Should.ThrowAsync<BusinessException>(() => BeginAsync(host, new PackInput(1), "box"))).Code.ShouldBe(
            FrameworkErrorCodes.OperationUnderWay
        );
        await BeginAsync(host, new PackInput(1), "box", TestHost.TenantB);
    }

    [Fact]
    public async Task Should_Say_Why_It_Failed_And_Try_Again_What_May_Be_Chance()
    {
        await using var host = await CreateAsync(DatabaseProvider.Sqlite);
        await BeginAsync(host, new PackInput(3), "box");
        Packer(host).Before = number =>
            number == 1 ? throw new BusinessException(FrameworkErrorCodes.FileTooLarge).WithData("Max", "5 MB") : Task.CompletedTask;
        await host.Jobs.RunAsync();
        var failed = (await LatestAsync(host))!;
        (failed.State, failed.Done).ShouldBe((OperationState.Failed, 1));
        failed.Error!.ShouldContain("5 MB");

        await BeginAsync(host, new PackInput(3), "box");
        var failures = 0;
        Packer(host).Before = number => number == 1 && failures++ < 2 ? throw new TimeoutException() : Task.CompletedTask;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await Should.ThrowAsync<TimeoutException>(() => host.Jobs.RunAsync());
            (await LatestAsync(host))!.State.ShouldBe(OperationState.Running);
            host.Time.Advance(TimeSpan.FromMinutes(2));
            await EnqueueLostAsync(host);
        }

        await host.Jobs.RunAsync();
        (await LatestAsync(host))!.State.ShouldBe(OperationState.Done);

        await BeginAsync(host, new PackInput(3), "box");
        Packer(host).Before = _ => throw new TimeoutException();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await Should.ThrowAsync<TimeoutException>(() => host.Jobs.RunAsync());
            host.Time.Advance(TimeSpan.FromMinutes(2));
            await EnqueueLostAsync(host);
        }

        await host.Jobs.RunAsync();
        (await LatestAsync(host))!.State.ShouldBe(OperationState.Failed);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Show_Itself_Only_To_Whoever_May_And_Only_In_Its_Tenant(DatabaseProvider provider)
    {
        await using var host = await CreateAsync(provider);
        var id = await BeginAsync(host, new PackInput(1), "box");
        await host.Jobs.RunAsync();
        foreach (
            var call in (Func<IOperationAppService, Task>[])
                [s => s.FindLatestAsync(PackHandler.Name), s => s.StopAsync(id), s => s.OpenFileAsync(id)]
        )
        {
            var error = await Should.ThrowAsync<BusinessException>(() =>
                host.RunAsAsync(TestHost.TenantA, Person, "customer", sp => call(sp.GetRequiredService<IOperationAppService>()))
            );
            error.Code.ShouldBe(FrameworkErrorCodes.Forbidden);
        }

        (await LatestAsync(host, TestHost.TenantB)).ShouldBeNull();
        (await Should.ThrowAsync<BusinessException>(() => ReadAsync(host, id, TestHost.TenantB))).Kind.ShouldBe(ErrorKind.NotFound);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Should_Be_Forgotten_With_Its_Files(DatabaseProvider provider)
    {
        await using var host = await CreateAsync(provider);
        var id = await BeginAsync(host, new PackInput(1), "box");
        await host.Jobs.RunAsync();
        await CleanAsync(host);
        (await ReadAsync(host, id)).Name.ShouldBe("list.txt");
        host.Time.Advance(OperationDto.FileLifetime + TimeSpan.FromDays(1));
        await CleanAsync(host);
        (await LatestAsync(host)).ShouldBeNull();
    }

    private static Task<TestHost> CreateAsync(DatabaseProvider provider) => TestHost.CreateAsync<SampleModule>(provider);

    private static PackHandlerProbe Packer(TestHost host) => host.Services.GetRequiredService<PackHandlerProbe>();

    private static Task<Guid> BeginAsync(TestHost host, PackInput input, string file, Guid? tenant = null) =>
        host.RunAsAsync(
            tenant ?? TestHost.TenantA,
            Person,
            "admin",
            async sp =>
            {
                await using var unitOfWork = sp.GetRequiredService<IUnitOfWorkManager>().Begin();
                var id = await sp.GetRequiredService<IOperationManager>()
                    .BeginAsync(PackHandler.Name, input, new MemoryStream(Encoding.UTF8.GetBytes(file)), 100);
                await unitOfWork.CompleteAsync();
                return id;
            }
        );

    private static Task AsPersonAsync<TService>(TestHost host, Func<TService, Task> call)
        where TService : notnull => host.RunAsAsync(TestHost.TenantA, Person, "admin", sp => call(sp.GetRequiredService<TService>()));

    private static Task<OperationDto?> LatestAsync(TestHost host, Guid? tenant = null) =>
        host.RunAsAsync(
            tenant ?? TestHost.TenantA,
            Person,
            "admin",
            sp => sp.GetRequiredService<IOperationAppService>().FindLatestAsync(PackHandler.Name)
        );

    private static Task<(string Name, string Text)> ReadAsync(TestHost host, Guid id, Guid? tenant = null) =>
        host.RunAsAsync(
            tenant ?? TestHost.TenantA,
            Person,
            "admin",
            async sp =>
            {
                var file = await sp.GetRequiredService<IOperationAppService>().OpenFileAsync(id);
                using var reader = new StreamReader(file.Content);
                return (file.Name, await reader.ReadToEndAsync());
            }
        );

    private static Task<int> PackedAsync(TestHost host) =>
        host.RunAsync(TestHost.TenantA, sp => sp.GetRequiredService<CustomerServiceDbContext>().Set<Order>().CountAsync());

    private static async Task SweepAsync(TestHost host)
    {
        await EnqueueLostAsync(host);
        await host.Jobs.RunAsync();
    }

    private static Task EnqueueLostAsync(TestHost host) => WorkAsync(host, "operations.sweep");

    private static Task CleanAsync(TestHost host) => WorkAsync(host, "operations.cleanup");

    private static async Task WorkAsync(TestHost host, string id)
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetServices<HangfireBackgroundWorkerBase>().Single(w => w.RecurringJobId == id).DoWorkAsync();
    }
}

public sealed record PackInput(int Count);

public sealed record PackResult(IReadOnlyList<string> Packed);

/// <summary>Looks into the handler, and into what it does.</summary>
public sealed class PackHandlerProbe : Modularity.ISingletonDependency
{
    public Func<int, Task>? Before { get; set; }

    public ConcurrentBag<Guid?> Actors { get; } = [];
}

public sealed class PackPermissions : PermissionDefinitionProvider
{
    public const string Pack = "Sample.Pack";

    public override void Define(IPermissionDefinitionContext context) => context.AddGroup("Sample").AddPermission(Pack, ["admin"]);
}

public sealed class PackHandler(PackHandlerProbe probe) : OperationHandler
{
    public const string Name = "sample.pack";

    public override string Kind => Name;

    public override string Permission => PackPermissions.Pack;

    public override async Task RunAsync(IOperationRun run, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await run.OpenFileAsync(cancellationToken));
        var what = await reader.ReadToEndAsync(cancellationToken);
        var count = run.GetInput<PackInput>().Count;
        while (run.Done < count)
        {
            await run.StepAsync(
                run.Done + 1,
                count,
                async sp =>
                {
                    await (probe.Before?.Invoke(run.Done) ?? Task.CompletedTask);
                    probe.Actors.Add(sp.GetRequiredService<ICurrentUser>().Id);
                    sp.GetRequiredService<CustomerServiceDbContext>().Add(new Order { Name = what });
                    return new PackResult([.. run.GetResult<PackResult>()?.Packed ?? [], $"{what} {run.Done}"]);
                },
                cancellationToken
            );
        }

        using var list = new MemoryStream(Encoding.UTF8.GetBytes(string.Join(", ", run.GetResult<PackResult>()!.Packed)));
        await run.SaveFileAsync("list.txt", list, cancellationToken);
    }
}
