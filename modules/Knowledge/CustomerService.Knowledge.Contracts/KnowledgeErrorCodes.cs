namespace CustomerService.Knowledge;

public static class KnowledgeErrorCodes
{
    public const string ArticleNotFound = "Knowledge.Error.ArticleNotFound";
    public const string CategoryNotFound = "Knowledge.Error.CategoryNotFound";
    public const string SlugTaken = "Knowledge.Error.SlugTaken";
    public const string SlugInvalid = "Knowledge.Error.SlugInvalid";
    public const string CategoryKeyTaken = "Knowledge.Error.CategoryKeyTaken";
    public const string CategoryNotEmpty = "Knowledge.Error.CategoryNotEmpty";
    public const string CategoryInsideItself = "Knowledge.Error.CategoryInsideItself";
    public const string NothingToPublish = "Knowledge.Error.NothingToPublish";
    public const string VersionNotFound = "Knowledge.Error.VersionNotFound";
    public const string LanguageUnknown = "Knowledge.Error.LanguageUnknown";
    public const string NotInReview = "Knowledge.Error.NotInReview";
    public const string TierUnknown = "Knowledge.Error.TierUnknown";
    public const string LastDayOver = "Knowledge.Error.LastDayOver";
    public const string FileNotAllowed = "Knowledge.Error.FileNotAllowed";
    public const string FileNotWhatItSays = "Knowledge.Error.FileNotWhatItSays";
    public const string FileTooLarge = "Knowledge.Error.FileTooLarge";
    public const string NotForCustomer = "Knowledge.Error.NotForCustomer";
    public const string TooManyFiles = "Knowledge.Error.TooManyFiles";
    public const string ImportUnreadable = "Knowledge.Error.ImportUnreadable";
    public const string ImportTooLarge = "Knowledge.Error.ImportTooLarge";
    public const string SynonymsTooFew = "Knowledge.Error.SynonymsTooFew";
    public const string ImportTooLong = "Knowledge.Error.ImportTooLong";
    public const string ImportAudienceUnknown = "Knowledge.Error.ImportAudienceUnknown";
    public const string ImportEmpty = "Knowledge.Error.ImportEmpty";
    public const string ChangedMeanwhile = "Knowledge.Error.ChangedMeanwhile";
    public const string ImportFrontMatter = "Knowledge.Error.ImportFrontMatter";
    public const string ImportPictureMissing = "Knowledge.Error.ImportPictureMissing";
    public const string StorageUsedUp = "Knowledge.Error.StorageUsedUp";
    public const string FileInfected = "Knowledge.Error.FileInfected";
}
