namespace CustomerService.Notifications;

public static class NotificationErrorCodes
{
    public const string MailNotFound = "Notifications.Error.MailNotFound";
    public const string MailAlreadySent = "Notifications.Error.MailAlreadySent";
}
