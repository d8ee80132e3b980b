namespace CustomerService.Tickets;

public static class TicketErrorCodes
{
    public const string NotFound = "Tickets.Error.NotFound";
    public const string StatusNotAllowed = "Tickets.Error.StatusNotAllowed";
    public const string StatusMoved = "Tickets.Error.StatusMoved";
    public const string OwnerMoved = "Tickets.Error.OwnerMoved";
    public const string PriorityMoved = "Tickets.Error.PriorityMoved";
    public const string ReopenTooLate = "Tickets.Error.ReopenTooLate";
    public const string NotReopenable = "Tickets.Error.NotReopenable";
    public const string ClosedForReplies = "Tickets.Error.ClosedForReplies";
    public const string EmptyMessage = "Tickets.Error.EmptyMessage";
    public const string RequesterNeeded = "Tickets.Error.RequesterNeeded";
    public const string UnknownRequestType = "Tickets.Error.UnknownRequestType";
    public const string NoRequestType = "Tickets.Error.NoRequestType";
    public const string RequestTypeKeyTaken = "Tickets.Error.RequestTypeKeyTaken";
    public const string LastRequestType = "Tickets.Error.LastRequestType";
    public const string FieldRequired = "Tickets.Error.FieldRequired";
    public const string FieldInvalid = "Tickets.Error.FieldInvalid";
    public const string FieldKeyTaken = "Tickets.Error.FieldKeyTaken";
    public const string ChoiceNeedsOptions = "Tickets.Error.ChoiceNeedsOptions";
    public const string TooManyFiles = "Tickets.Error.TooManyFiles";
    public const string FileEmpty = "Tickets.Error.FileEmpty";
    public const string FileTooLarge = "Tickets.Error.FileTooLarge";
    public const string FileNotAllowed = "Tickets.Error.FileNotAllowed";
    public const string FileNotWhatItSays = "Tickets.Error.FileNotWhatItSays";
    public const string FileGone = "Tickets.Error.FileGone";
    public const string AlreadyRated = "Tickets.Error.AlreadyRated";
    public const string NotRateable = "Tickets.Error.NotRateable";
    public const string MacroNeedsNextStep = "Tickets.Error.MacroNeedsNextStep";
    public const string MacroPlaceholderUnknown = "Tickets.Error.MacroPlaceholderUnknown";
    public const string MacroNotFound = "Tickets.Error.MacroNotFound";
    public const string ViewNotFound = "Tickets.Error.ViewNotFound";
    public const string AgentNotFound = "Tickets.Error.AgentNotFound";
    public const string IdempotencyKeyReused = "Tickets.Error.IdempotencyKeyReused";
    public const string IdempotencyKeyTooLong = "Tickets.Error.IdempotencyKeyTooLong";
    public const string UnknownStatus = "Tickets.Error.UnknownStatus";
    public const string BadCursor = "Tickets.Error.BadCursor";
    public const string MonthUsedUp = "Tickets.Error.MonthUsedUp";
    public const string StorageUsedUp = "Tickets.Error.StorageUsedUp";
    public const string NoRoomForCustomersFiles = "Tickets.Error.NoRoomForCustomersFiles";
    public const string SubTaskNotFound = "Tickets.Error.SubTaskNotFound";
    public const string SubTaskMoved = "Tickets.Error.SubTaskMoved";
    public const string SubTaskNeedsOpenTicket = "Tickets.Error.SubTaskNeedsOpenTicket";
    public const string TooManySubTasks = "Tickets.Error.TooManySubTasks";
    public const string DepartmentNotFound = "Tickets.Error.DepartmentNotFound";
    public const string TooManyTags = "Tickets.Error.TooManyTags";
}
