namespace CustomerService.Identity;

/// <summary>Names of the cookies that say who somebody is. Over https they go out with the prefix <c>__Host-</c>.</summary>
public static class IdentityCookies
{
    public const string Session = "cs-session";

    /// <summary>Who has signed in on this device before; stays after signing out.</summary>
    public const string Device = "cs-device";
}
