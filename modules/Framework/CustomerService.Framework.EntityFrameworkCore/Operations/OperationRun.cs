using System.Security.Claims;
using System.Text.Json;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Operations;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerService.Framework.EntityFrameworkCore.Operations;

/// <param name="operation">As it was when the attempt took it.</param>
internal sealed class OperationRun(
    Operation operation,
    Guid attempt,
    IServiceScopeFactory scopes,
    ICurrentTenant tenant,
    ICurrentPrincipalAccessor principal,
    IBlobContainer<OperationInput> files,
    IBlobContainer<OperationResult> results,
    IRealTimeHub hub,
    TimeProvider time
) : IOperationRun
{
    /// <summary>Screens are told no more often.</summary>
    private static readonly TimeSpan SignalPause = TimeSpan.FromMilliseconds(300);

    private const int StepAttempts = 3;

    private string? _result = operation.Result;
    private DateTimeOffset _signalledAt;

    public int Done { get; private set; } = operation.Done;

    public TInput GetInput<TInput>() => JsonSerializer.Deserialize<TInput>(operation.Input)!;

    public TResult? GetResult<TResult>() => _result is null ? default : JsonSerializer.Deserialize<TResult>(_result);

    public async Task<Stream> OpenFileAsync(CancellationToken cancellationToken) =>
        await files.GetOrNullAsync(operation.Id, cancellationToken)
        ?? throw BusinessException.NotFound(FrameworkErrorCodes.FilesUnavailable);

    public async Task StepAsync(int done, int total, Func<IServiceProvider, Task<object?>> step, CancellationToken cancellationToken)
    {
        for (var attemptsLeft = StepAttempts; ; attemptsLeft--)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                await TryStepAsync(done, total, step, cancellationToken);
                return;
            }
            catch (BusinessException e) when (e.Code == FrameworkErrorCodes.Concurrency && attemptsLeft > 1)
            {
                // Somebody edited what this step changes: it looks again.
            }
        }
    }

    private async Task TryStepAsync(int done, int total, Func<IServiceProvider, Task<object?>> step, CancellationToken cancellationToken)
    {
        using var asPerson = principal.Change(Person());
        await using var scope = scopes.CreateAsyncScope();
        await using var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWorkManager>().Begin();
        var mine = await MineAsync(scope.ServiceProvider, cancellationToken);
        var result = JsonSerializer.Serialize(await step(scope.ServiceProvider));
        mine.Advance(done, total, result, time.GetUtcNow().UtcDateTime);
        await unitOfWork.CompleteAsync(cancellationToken);
        (Done, _result) = (done, result);
        await SignalAsync();
    }

    public Task KeepFileAsync(Stream content, CancellationToken cancellationToken) =>
        BeatDuringAsync(files.SaveAsync(operation.Id, content, long.MaxValue, cancellationToken), cancellationToken);

    public async Task SaveFileAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        await BeatDuringAsync(results.SaveAsync(operation.Id, content, long.MaxValue, cancellationToken), cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        await using var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWorkManager>().Begin();
        (await MineAsync(scope.ServiceProvider, cancellationToken)).NameFile(name);
        await unitOfWork.CompleteAsync(cancellationToken);
    }

    /// <summary>A large file takes longer than others wait for a sign of life.</summary>
    private async Task BeatDuringAsync(Task saving, CancellationToken cancellationToken)
    {
        while (await Task.WhenAny(saving, Task.Delay(RunOperationJob.Patience / 3, time, cancellationToken)) != saving)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope
                .ServiceProvider.GetRequiredService<CustomerServiceDbContext>()
                .Set<Operation>()
                .Where(o => o.Id == operation.Id && o.AttemptId == attempt)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.BeatAt, time.GetUtcNow().UtcDateTime), cancellationToken);
        }

        await saving;
    }

    private async Task<Operation> MineAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        var mine = await provider
            .GetRequiredService<CustomerServiceDbContext>()
            .Set<Operation>()
            .FirstOrDefaultAsync(o => o.Id == operation.Id && o.AttemptId == attempt, cancellationToken);
        return mine switch
        {
            null => throw new OperationLostException(),
            { IsStopAsked: true } => throw new OperationStoppedException(),
            _ => mine,
        };
    }

    private async Task SignalAsync()
    {
        var now = time.GetUtcNow();
        if (now - _signalledAt >= SignalPause)
        {
            _signalledAt = now;
            await hub.PublishAsync(OperationSignals.Changed(operation.Kind));
        }
    }

    /// <summary>What is written carries the name of whoever began it; what they may is not asked again.</summary>
    private ClaimsPrincipal? Person() =>
        operation.CreatorId is not { } id
            ? null
            : new ClaimsPrincipal(
                new ClaimsIdentity(
                    [
                        new(CustomerServiceClaims.UserId, $"{id}"),
                        new(CustomerServiceClaims.Name, operation.BegunBy),
                        new(CustomerServiceClaims.TenantId, $"{tenant.Key}"),
                    ],
                    "operation"
                )
            );
}

/// <summary>Somebody asked for it.</summary>
internal sealed class OperationStoppedException : Exception;

/// <summary>Another attempt works on it.</summary>
internal sealed class OperationLostException : Exception;
