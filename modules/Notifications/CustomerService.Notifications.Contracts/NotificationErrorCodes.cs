namespace CustomerService.Notifications;

public static class NotificationErrorCodes
{
    public const string MailNotFound = "Notifications.Error.MailNotFound";
    public const string MailAlreadySent = "Notifications.Error.MailAlreadySent";
    public const string ChannelNotOfKind = "Notifications.Error.ChannelNotOfKind";
    public const string ChannelNeedsPlatform = "Notifications.Error.ChannelNeedsPlatform";
    public const string ChannelEndsBeforeItBegins = "Notifications.Error.ChannelEndsBeforeItBegins";
    public const string ChannelIsThere = "Notifications.Error.ChannelIsThere";
    public const string TooManyChannels = "Notifications.Error.TooManyChannels";
}
