namespace CustomerService.Framework.Auditing;

/// <summary>
/// Writes what is no change of an audited aggregate, such as a sign-in or an export, to the audit log; saved with the unit of work.
/// </summary>
public interface IAuditLogger
{
    /// <param name="details">Name and value of what belongs to it; never a secret.</param>
    void Record(AuditAction action, string entityType, Guid entityId, string? entityName, params (string Name, string Value)[] details);

    /// <summary>For who is not signed in yet: the acting person is named by the caller.</summary>
    void RecordAs(Guid userId, string userName, AuditAction action, string entityType, Guid entityId, string? entityName);
}
