using System.Text.Json;
using CustomerService.Framework.BackgroundJobs;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.Operations;
using CustomerService.Framework.RealTime;
using CustomerService.Framework.Users;
using Microsoft.EntityFrameworkCore;

namespace CustomerService.Framework.EntityFrameworkCore.Operations;

internal sealed class OperationManager(
    CustomerServiceDbContext db,
    IBlobContainer<OperationInput> files,
    IBackgroundJobManager jobs,
    IUnitOfWorkManager unitOfWorkManager,
    ICurrentUser user,
    IRealTimeHub hub,
    TimeProvider time
) : IOperationManager, ITransientDependency
{
    public async Task<Guid> BeginAsync(
        string kind,
        object input,
        Stream? file,
        long maxBytes,
        CancellationToken cancellationToken = default
    )
    {
        await unitOfWorkManager.Current!.LockAsync($"operation:{kind}", cancellationToken);
        if (await db.Set<Operation>().AnyAsync(o => o.Kind == kind && o.EndedAt == null, cancellationToken))
        {
            throw BusinessException.Conflict(FrameworkErrorCodes.OperationUnderWay);
        }

        var operation = Operation.Begin(kind, JsonSerializer.Serialize(input), user.Name ?? "", time.GetUtcNow().UtcDateTime);
        if (file is not null)
        {
            await files.SaveAsync(operation.Id, file, maxBytes, cancellationToken);
        }

        db.Add(operation);
        unitOfWorkManager.Current!.OnCompleted(async () =>
        {
            await jobs.EnqueueAsync(new RunOperationArgs(operation.Id));
            await hub.PublishAsync(OperationSignals.Changed(kind));
        });
        return operation.Id;
    }
}
