using CustomerService.Framework.Auditing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Operations;
using Microsoft.AspNetCore.Authorization;

namespace CustomerService.Knowledge.Transfer;

[Authorize(KnowledgePermissions.Manage)]
internal sealed class KnowledgeTransferAppService(
    CustomerServiceDbContext db,
    ArticleFileReader files,
    IOperationManager operations,
    IAuditLogger audit
) : IKnowledgeTransferAppService
{
    public Task<Guid> BeginExportAsync(CancellationToken cancellationToken = default) =>
        operations.BeginAsync(KnowledgeOperations.Export, new object(), null, 0, cancellationToken);

    public Task<Guid> BeginImportAsync(ImportInput input, Stream content, CancellationToken cancellationToken = default) =>
        operations.BeginAsync(KnowledgeOperations.Import, input, content, KnowledgeLimits.ImportBytes, cancellationToken);

    public async Task<byte[]> ExportCsvAsync(CancellationToken cancellationToken = default)
    {
        var published = (await files.ReadAsync(cancellationToken)).Where(f => !f.IsDraft).ToList();
        audit.RecordExport(db.TenantKey, "CSV", published.Count);
        return ArticleTable.Write(published);
    }
}
