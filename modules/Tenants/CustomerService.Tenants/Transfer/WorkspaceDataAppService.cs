using CustomerService.Framework.Operations;
using Microsoft.AspNetCore.Authorization;

namespace CustomerService.Tenants.Transfer;

[Authorize(TenantsPermissions.Data)]
internal sealed class WorkspaceDataAppService(IOperationManager operations) : IWorkspaceDataAppService
{
    [Authorize(TenantsPermissions.Data)]
    public Task<Guid> BeginExportAsync(CancellationToken cancellationToken = default) =>
        operations.BeginAsync(TransferOperations.Export, new object(), null, 0, cancellationToken);
}
