namespace CustomerService.Verification;

public static class VerificationPermissions
{
    public const string Group = "Verification";

    /// <summary>Keep the register of official channels, and see what was taken for one.</summary>
    public const string Manage = "Verification.Manage";
}
