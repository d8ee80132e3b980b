namespace CustomerService.Framework.Errors;

public static class FrameworkErrorCodes
{
    public const string InvalidInput = "Framework.Error.InvalidInput";
    public const string Forbidden = "Framework.Error.Forbidden";
    public const string SignInNeeded = "Framework.Error.SignInNeeded";
    public const string Concurrency = "Framework.Error.Concurrency";
    public const string NotFound = "Framework.Error.NotFound";
    public const string Unexpected = "Framework.Error.Unexpected";
    public const string FileTooLarge = "Framework.Error.FileTooLarge";
    public const string TooManyRequests = "Framework.Error.TooManyRequests";
    public const string IdempotencyKeyTooLong = "Framework.Error.IdempotencyKeyTooLong";
    public const string IdempotencyKeyReused = "Framework.Error.IdempotencyKeyReused";
    public const string InvalidValue = "Framework.Error.InvalidValue";
    public const string UnknownMember = "Framework.Error.UnknownMember";
    public const string NotJson = "Framework.Error.NotJson";
    public const string ScannerUnavailable = "Framework.Error.ScannerUnavailable";
    public const string FilesUnavailable = "Framework.Error.FilesUnavailable";
    public const string Unavailable = "Framework.Error.Unavailable";
    public const string StorageFull = "Framework.Error.StorageFull";
    public const string OperationUnderWay = "Framework.Error.OperationUnderWay";
    public const string FileTypeNotAllowed = "Framework.Error.FileTypeNotAllowed";
}
