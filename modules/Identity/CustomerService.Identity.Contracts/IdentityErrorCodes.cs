namespace CustomerService.Identity;

public static class IdentityErrorCodes
{
    public const string EmailInvalid = "Identity.Error.EmailInvalid";
    public const string EmailTaken = "Identity.Error.EmailTaken";
    public const string UserNotFound = "Identity.Error.UserNotFound";
    public const string RoleNotFound = "Identity.Error.RoleNotFound";
    public const string RoleNameTaken = "Identity.Error.RoleNameTaken";
    public const string RoleInUse = "Identity.Error.RoleInUse";
    public const string RoleBuiltIn = "Identity.Error.RoleBuiltIn";
    public const string AdminKeepsAll = "Identity.Error.AdminKeepsAll";
    public const string LastAdmin = "Identity.Error.LastAdmin";
    public const string OwnRole = "Identity.Error.OwnRole";
    public const string RoleAboveYours = "Identity.Error.RoleAboveYours";
    public const string PersonAboveYou = "Identity.Error.PersonAboveYou";
    public const string PermissionNotYours = "Identity.Error.PermissionNotYours";
    public const string NotStaff = "Identity.Error.NotStaff";
    public const string NotYourself = "Identity.Error.NotYourself";
    public const string AgentLimit = "Identity.Error.AgentLimit";
    public const string UnknownPermission = "Identity.Error.UnknownPermission";
    public const string UnknownScope = "Identity.Error.UnknownScope";
    public const string NoScope = "Identity.Error.NoScope";
    public const string ScopeNotYours = "Identity.Error.ScopeNotYours";
    public const string TokenNotFound = "Identity.Error.TokenNotFound";
    public const string WrongPassword = "Identity.Error.WrongPassword";
    public const string WeakPassword = "Identity.Error.WeakPassword";
    public const string GuessablePassword = "Identity.Error.GuessablePassword";
    public const string LinkInvalid = "Identity.Error.LinkInvalid";
    public const string LinkExpired = "Identity.Error.LinkExpired";
    public const string UnknownTimeZone = "Identity.Error.UnknownTimeZone";
    public const string UnknownLanguage = "Identity.Error.UnknownLanguage";
    public const string AlreadyJoined = "Identity.Error.AlreadyJoined";
    public const string NothingToConfirm = "Identity.Error.NothingToConfirm";
    public const string TooManyAttempts = "Identity.Error.TooManyAttempts";
}
