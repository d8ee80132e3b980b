namespace CustomerService.Tenants;

public static class TenantsErrorCodes
{
    public const string SlugMalformed = "Tenants.Error.SlugMalformed";
    public const string SlugReserved = "Tenants.Error.SlugReserved";
    public const string SignUpClosed = "Tenants.Error.SignUpClosed";
    public const string SignUpExpired = "Tenants.Error.SignUpExpired";
    public const string ThrowAwayAddress = "Tenants.Error.ThrowAwayAddress";
    public const string TermsNotAccepted = "Tenants.Error.TermsNotAccepted";
    public const string CodeWrong = "Tenants.Error.CodeWrong";
    public const string CodeExpired = "Tenants.Error.CodeExpired";
    public const string TooManyCodes = "Tenants.Error.TooManyCodes";
    public const string TooManyWorkspaces = "Tenants.Error.TooManyWorkspaces";
    public const string SlugTaken = "Tenants.Error.SlugTaken";
    public const string NotFound = "Tenants.Error.NotFound";
    public const string UnknownTimeZone = "Tenants.Error.UnknownTimeZone";
    public const string UnknownLanguage = "Tenants.Error.UnknownLanguage";
    public const string UnknownTemplate = "Tenants.Error.UnknownTemplate";
    public const string UnknownPlan = "Tenants.Error.UnknownPlan";
    public const string UnknownCurrency = "Tenants.Error.UnknownCurrency";
    public const string UnknownFeature = "Tenants.Error.UnknownFeature";
    public const string PriceNegative = "Tenants.Error.PriceNegative";
    public const string FeatureValue = "Tenants.Error.FeatureValue";
    public const string NoPlan = "Tenants.Error.NoPlan";
    public const string LastPlan = "Tenants.Error.LastPlan";
    public const string PlanInUse = "Tenants.Error.PlanInUse";
    public const string PlanKeyTaken = "Tenants.Error.PlanKeyTaken";
    public const string PlanNotGiven = "Tenants.Error.PlanNotGiven";
    public const string LogoTooLarge = "Tenants.Error.LogoTooLarge";
    public const string LogoKind = "Tenants.Error.LogoKind";
    public const string LogoInfected = "Tenants.Error.LogoInfected";
    public const string BannerTooLong = "Tenants.Error.BannerTooLong";
    public const string OnlyOnTenantHost = "Tenants.Error.OnlyOnTenantHost";
    public const string DomainMalformed = "Tenants.Error.DomainMalformed";
    public const string DomainTaken = "Tenants.Error.DomainTaken";
    public const string ArchiveBroken = "Tenants.Error.ArchiveBroken";
    public const string ArchiveFormat = "Tenants.Error.ArchiveFormat";
    public const string DeletionAsked = "Tenants.Error.DeletionAsked";
    public const string DeletionNotAsked = "Tenants.Error.DeletionNotAsked";
    public const string DeletionCode = "Tenants.Error.DeletionCode";
    public const string DeletionBegun = "Tenants.Error.DeletionBegun";
    public const string JobGone = "Tenants.Error.JobGone";
}
