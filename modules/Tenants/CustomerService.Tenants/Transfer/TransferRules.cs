namespace CustomerService.Tenants.Transfer;

/// <param name="Instead">What the new home writes in its place; null where nothing stands.</param>
internal sealed record KeptColumn(string Reason, Func<object>? Instead = null);

/// <summary>
/// The one place that says what does not travel when a workspace takes everything with it, and why. All other tables and columns of
/// the model that are a tenant's own do travel; <c>etc/docs/export-format.md</c> names each of them, and a test compares.
/// </summary>
internal static class TransferRules
{
    private const string Secret = "A secret of this installation: the new home makes its own.";
    private const string Passing = "Passing state of this installation.";
    private const string Leaves = "What leaves the house is sent once, by the installation that wrote it.";
    private const string Searching = "The search index is made anew from the texts.";
    private const string Unsent = "Files that were never sent with anything.";
    private const string Sold = "What is paid for is an agreement with the installation that sells it.";
    private const string Lease = "Which node works on it.";

    /// <summary>Table → why it stays.</summary>
    public static readonly IReadOnlyDictionary<string, string> KeptTables = new Dictionary<string, string>
    {
        ["BillingAccounts"] = Sold,
        ["BillingStripeCalls"] = Sold,
        ["IdempotencyKeys"] = Passing,
        ["IdentityApiTokens"] = Secret,
        ["IdentitySessions"] = Passing,
        ["IdentitySignInAttempts"] = Passing,
        ["InboxMessages"] = Passing,
        ["NotificationMails"] = Leaves,
        ["Operations"] = Passing,
        ["OutboxMessages"] = Passing,
        ["RoutingWebhookCalls"] = Leaves,
        ["RoutingWebhookSecrets"] = Secret,
        ["TicketPrefillSecrets"] = Secret,
        ["TicketTerms"] = Searching,
        ["TicketUploadPieces"] = Unsent,
        ["TicketUploads"] = Unsent,
    };

    /// <summary><c>Table.Column</c> → why it stays.</summary>
    public static readonly IReadOnlyDictionary<string, KeptColumn> KeptColumns = new Dictionary<string, KeptColumn>
    {
        ["IdentityUsers.PasswordHash"] = new("Whoever holds the file must not be able to guess passwords; people set a new one."),
        ["IdentityUsers.SecurityStamp"] = new(Secret, () => Guid.NewGuid().ToString("N")),
        ["RoutingEscalationPolicies.SecretMadeAt"] = new(Secret),
        ["TicketMessages.IsIndexed"] = new(Searching, () => false),
        ["Timers.LeaseId"] = new(Lease),
        ["Timers.LeaseUntil"] = new(Lease),
    };

    /// <summary>Containers whose files travel.</summary>
    public static readonly IReadOnlyList<string> Containers = ["branding", "knowledge", "tickets"];

    /// <summary>Container → why its files stay.</summary>
    public static readonly IReadOnlyDictionary<string, string> KeptContainers = new Dictionary<string, string>
    {
        ["knowledge-index"] = Searching,
        ["operation-inputs"] = Passing,
        ["operation-results"] = Passing,
        ["uploads"] = Unsent,
    };
}
