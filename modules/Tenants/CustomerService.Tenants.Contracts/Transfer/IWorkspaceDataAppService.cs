using CustomerService.Framework.Application;
using CustomerService.Framework.Events;

namespace CustomerService.Tenants.Transfer;

/// <summary>The workspace's data as a whole, for whoever may take it away.</summary>
public interface IWorkspaceDataAppService : IApplicationService
{
    /// <summary>Begins to write everything into one ZIP; <see cref="TransferOperations.Export"/> shows how far it is.</summary>
    Task<Guid> BeginExportAsync(CancellationToken cancellationToken = default);
}

public static class TransferOperations
{
    public const string Export = "tenants.export";
}

/// <param name="Total">Rows.</param>
/// <param name="Files">Gathered so far.</param>
/// <param name="RowsAreKept">All rows are read; another attempt need not read them again.</param>
public sealed record ExportProgressDto(int Total, int Files, bool RowsAreKept);

/// <summary>A ZIP of everything waits for the person who asked for it.</summary>
[EventName("tenants.exported")]
public sealed record WorkspaceExportedEto(Guid UserId);

/// <summary>In the workspace that has just come from another installation, before anybody is in it.</summary>
[EventName("tenants.imported")]
public sealed record WorkspaceImportedEto;
