namespace CustomerService.Notifications;

public static class NotificationPermissions
{
    public const string Group = "Notifications";

    /// <summary>See and retry outgoing mail, send a test mail.</summary>
    public const string Manage = "Notifications.Manage";
}

public static class NotificationTopics
{
    /// <summary>Key: the user's id.</summary>
    public const string Bell = "bell";
}
