namespace CustomerService.Verification;

public static class VerificationErrorCodes
{
    public const string ChannelNotOfKind = "Verification.Error.ChannelNotOfKind";
    public const string ChannelNeedsPlatform = "Verification.Error.ChannelNeedsPlatform";
    public const string ChannelEndsBeforeItBegins = "Verification.Error.ChannelEndsBeforeItBegins";
    public const string ChannelIsThere = "Verification.Error.ChannelIsThere";
    public const string TooManyChannels = "Verification.Error.TooManyChannels";
}
