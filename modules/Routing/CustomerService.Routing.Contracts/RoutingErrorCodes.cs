namespace CustomerService.Routing;

public static class RoutingErrorCodes
{
    public const string GroupNotFound = "Routing.Error.GroupNotFound";
    public const string DefaultGroupStays = "Routing.Error.DefaultGroupStays";
    public const string TypeInOtherGroup = "Routing.Error.TypeInOtherGroup";
    public const string PersonNotFound = "Routing.Error.PersonNotFound";
    public const string HoursNeedZone = "Routing.Error.HoursNeedZone";
    public const string TooManyWindows = "Routing.Error.TooManyWindows";
    public const string HolidayCalendarNotFound = "Routing.Error.HolidayCalendarNotFound";
    public const string ChannelLimitInvalid = "Routing.Error.ChannelLimitInvalid";
    public const string NotInGroup = "Routing.Error.NotInGroup";
    public const string NotEnoughStars = "Routing.Error.NotEnoughStars";
    public const string AtCapacity = "Routing.Error.AtCapacity";
    public const string ProposalNotFound = "Routing.Error.ProposalNotFound";
    public const string ProposalDecided = "Routing.Error.ProposalDecided";
    public const string NotAboutYourself = "Routing.Error.NotAboutYourself";
    public const string ExceptionNotFound = "Routing.Error.ExceptionNotFound";
    public const string ExceptionNeedsOpenTicket = "Routing.Error.ExceptionNeedsOpenTicket";
    public const string ExceptionPending = "Routing.Error.ExceptionPending";
    public const string ExceptionDecided = "Routing.Error.ExceptionDecided";
    public const string NeedsSecondPerson = "Routing.Error.NeedsSecondPerson";
    public const string TooManyExceptions = "Routing.Error.TooManyExceptions";
    public const string PeriodInvalid = "Routing.Error.PeriodInvalid";
    public const string EscalationPolicyNotFound = "Routing.Error.EscalationPolicyNotFound";
    public const string DefaultEscalationPolicyStays = "Routing.Error.DefaultEscalationPolicyStays";
    public const string StepsNotInOrder = "Routing.Error.StepsNotInOrder";
    public const string StepDoesNothing = "Routing.Error.StepDoesNothing";
    public const string StepNeedsGroup = "Routing.Error.StepNeedsGroup";
    public const string RequestTypeAlreadyHasEscalationPolicy = "Routing.Error.RequestTypeAlreadyHasEscalationPolicy";
    public const string StepBeforeStart = "Routing.Error.StepBeforeStart";
    public const string NobodyToAccept = "Routing.Error.NobodyToAccept";
    public const string WebhookAddressInvalid = "Routing.Error.WebhookAddressInvalid";
    public const string WebhookCallNotFound = "Routing.Error.WebhookCallNotFound";
    public const string NothingToAccept = "Routing.Error.NothingToAccept";
}
