using CustomerService.Framework.Auditing;

namespace CustomerService.Knowledge.Transfer;

internal static class ExportAudit
{
    public static void RecordExport(this IAuditLogger audit, Guid tenantKey, string format, int articles) =>
        audit.Record(AuditAction.Exported, "KnowledgeExport", tenantKey, null, ("Format", format), ("Articles", $"{articles}"));
}
