using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Operations;
using CustomerService.Framework.RealTime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerService.Framework.EntityFrameworkCore.Operations;

[JobQueue(JobQueues.Operations)]
internal sealed record RunOperationArgs(Guid OperationId);

/// <summary>One attempt at an operation. A second job beside it finds that it is taken.</summary>
internal sealed class RunOperationJob(
    TenantScope scopes,
    ICurrentTenant tenant,
    IServiceProvider provider,
    IEnumerable<OperationHandler> handlers,
    IBlobContainer<OperationInput> files,
    IRealTimeHub hub,
    TimeProvider time,
    ILogger<RunOperationJob> logger
) : AsyncBackgroundJob<RunOperationArgs>
{
    /// <summary>An attempt that was not heard of for so long is dead.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private const int MaxFailures = 3;

    private readonly Guid _attempt = Guid.NewGuid();

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public override async Task ExecuteAsync(RunOperationArgs args, CancellationToken cancellationToken = default)
    {
        if (await TakeAsync(args.OperationId, cancellationToken) is not { } operation)
        {
            return;
        }

        await hub.PublishAsync(OperationSignals.Changed(operation.Kind));
        try
        {
            var handler = handlers.Single(h => h.Kind == operation.Kind);
            await handler.RunAsync(ActivatorUtilities.CreateInstance<OperationRun>(provider, operation, _attempt), cancellationToken);
            await ChangeAsync(operation, o => o.End(OperationState.Done, Now));
        }
        catch (OperationStoppedException)
        {
            await ChangeAsync(operation, o => o.End(OperationState.Stopped, Now));
        }
        catch (OperationLostException)
        {
            return;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            await ChangeAsync(operation, o => o.Release());
            throw;
        }
        catch (BusinessException e)
        {
            await ChangeAsync(operation, o => o.End(OperationState.Failed, Now, e));
        }
        catch (Exception e)
        {
            logger.LogError(e, "Operation {Kind} {Id} of tenant {TenantId} broke off", operation.Kind, operation.Id, tenant.Id);
            var isLast = operation.Failures + 1 >= MaxFailures;
            await ChangeAsync(
                operation,
                o =>
                {
                    o.CountFailure();
                    if (isLast)
                    {
                        o.End(OperationState.Failed, Now, new BusinessException(FrameworkErrorCodes.Unexpected));
                    }
                }
            );
            if (!isLast)
            {
                throw;
            }
        }

        await TidyAsync(operation);
    }

    private async Task<Operation?> TakeAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            return await scopes.RunAsync(tenant.Id, sp => TakeAsync(sp, id, cancellationToken), cancellationToken);
        }
        catch (BusinessException e) when (e.Code == FrameworkErrorCodes.Concurrency)
        {
            // Another job was first.
            return null;
        }
    }

    private async Task<Operation?> TakeAsync(IServiceProvider sp, Guid id, CancellationToken cancellationToken)
    {
        var operation = await sp.GetRequiredService<CustomerServiceDbContext>()
            .Set<Operation>()
            .FirstOrDefaultAsync(o => o.Id == id && o.EndedAt == null, cancellationToken);
        if (operation is null || (operation.AttemptId is not null && operation.BeatAt > Now - Patience))
        {
            return null;
        }

        operation.Take(_attempt, Now);
        return operation;
    }

    /// <summary>Not with the job's token: that the node stops must still be written down.</summary>
    private Task ChangeAsync(Operation operation, Action<Operation> change) =>
        scopes.RunAsync(
            tenant.Id,
            async sp =>
            {
                var db = sp.GetRequiredService<CustomerServiceDbContext>();
                if (await db.Set<Operation>().FirstOrDefaultAsync(o => o.Id == operation.Id && o.AttemptId == _attempt) is { } mine)
                {
                    change(mine);
                }
            }
        );

    private async Task TidyAsync(Operation operation)
    {
        await hub.PublishAsync(OperationSignals.Changed(operation.Kind));
        await files.DeleteAsync(operation.Id);
    }
}
