namespace CustomerService.Framework.Auditing;

/// <summary>Stored by name, and shown as <c>Identity.Audit.Action.{name}</c>.</summary>
public enum AuditAction
{
    Created,
    Updated,
    Deleted,
    SignedIn,
    SignInRefused,
    SignedOut,
    Exported,
}
