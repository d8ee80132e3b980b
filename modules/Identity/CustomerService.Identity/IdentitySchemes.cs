namespace CustomerService.Identity;

internal static class IdentitySchemes
{
    /// <summary>Forwards to one of the two others.</summary>
    public const string Default = "CustomerService";
    public const string Cookie = "Session";
    public const string ApiToken = "ApiToken";
}
