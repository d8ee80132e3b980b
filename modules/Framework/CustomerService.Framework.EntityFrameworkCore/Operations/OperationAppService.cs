using System.Text.Json;
using CustomerService.Framework.Auditing;
using CustomerService.Framework.Authorization;
using CustomerService.Framework.Blobs;
using CustomerService.Framework.Data;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Operations;
using CustomerService.Framework.RealTime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CustomerService.Framework.EntityFrameworkCore.Operations;

internal sealed class OperationAppService(
    CustomerServiceDbContext db,
    IEnumerable<OperationHandler> handlers,
    IPermissionChecker permissions,
    IBlobContainer<OperationResult> results,
    IUnitOfWorkManager unitOfWorkManager,
    IRealTimeHub hub,
    IAuditLogger audit,
    IStringLocalizer localizer
) : IOperationAppService
{
    public async Task<OperationDto?> FindLatestAsync(string kind, CancellationToken cancellationToken = default)
    {
        await CheckAsync(kind);
        var latest = await db.Set<Operation>()
            .AsNoTracking()
            .Where(o => o.Kind == kind)
            .OrderByDescending(o => o.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return latest is null ? null : ToDto(latest);
    }

    public async Task StopAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var operation = await GetAsync(id, cancellationToken);
        await db.Set<Operation>()
            .Where(o => o.Id == id && o.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.IsStopAsked, true), cancellationToken);
        unitOfWorkManager.Current!.OnCompleted(() => hub.PublishAsync(OperationSignals.Changed(operation.Kind)));
    }

    public async Task<OperationFile> OpenFileAsync(Guid id, CancellationToken cancellationToken = default)
    {
        var operation = await GetAsync(id, cancellationToken);
        var content = operation.FileName is null ? null : await results.GetOrNullAsync(id, cancellationToken);
        if (content is null)
        {
            throw BusinessException.NotFound(FrameworkErrorCodes.NotFound);
        }

        audit.Record(AuditAction.Exported, "OperationFile", id, operation.FileName);
        return new OperationFile(operation.FileName!, content);
    }

    private async Task<Operation> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        var operation =
            await db.Set<Operation>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, cancellationToken)
            ?? throw BusinessException.NotFound(FrameworkErrorCodes.NotFound);
        await CheckAsync(operation.Kind);
        return operation;
    }

    private async Task CheckAsync(string kind) =>
        await permissions.CheckAsync(
            handlers.FirstOrDefault(h => h.Kind == kind)?.Permission ?? throw BusinessException.NotFound(FrameworkErrorCodes.NotFound)
        );

    private OperationDto ToDto(Operation operation) =>
        new(
            operation.Id,
            operation.Kind,
            operation.State,
            operation.Done,
            operation.Total,
            operation.IsStopAsked && operation.EndedAt is null,
            operation.Result,
            operation.ErrorCode is null ? null : localizer.Sentence(ErrorOf(operation)),
            operation.FileName is not null,
            operation.BegunBy,
            operation.CreationTime,
            operation.EndedAt
        );

    private static BusinessException ErrorOf(Operation operation)
    {
        var error = new BusinessException(operation.ErrorCode!);
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(operation.ErrorValues ?? "{}")!)
        {
            error.WithData(name, value.ToString());
        }

        return error;
    }
}
