namespace CustomerService.Routing.Escalations;

/// <inheritdoc cref="EscalationRuleInput"/>
internal sealed class EscalationRule
{
    public int OffsetMinutes { get; set; }

    public bool IsBusinessTime { get; set; }

    public bool NotifyOwner { get; set; }

    public bool NotifyLeads { get; set; }

    public bool NotifyGroup { get; set; }

    public bool NotifySupervisors { get; set; }

    public List<Guid> NotifyUserIds { get; set; } = [];

    public bool NotifyCustomer { get; set; }

    public bool Watches { get; set; }

    public bool RaisePriority { get; set; }

    public EscalationReassignment Move { get; set; }

    /// <summary>Where <see cref="EscalationReassignment.OtherGroup"/> goes.</summary>
    public Guid? GroupId { get; set; }

    public string? Note { get; set; }

    public string? WebhookUrl { get; set; }

    public bool OnlyUnanswered { get; set; }

    public int? AcceptMinutes { get; set; }

    public bool TellsStaff => NotifyOwner || NotifyLeads || NotifyGroup || NotifySupervisors || NotifyUserIds.Count > 0;

    public bool IsIdle =>
        !TellsStaff
        && !NotifyCustomer
        && !RaisePriority
        && Move == EscalationReassignment.Stay
        && string.IsNullOrWhiteSpace(Note)
        && WebhookUrl is null;

    /// <summary>Names and passwords do not belong into an address that is shown.</summary>
    public bool HasUsableWebhook =>
        WebhookUrl is null
        || Uri.TryCreate(WebhookUrl, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            && url.UserInfo.Length == 0;

    public static EscalationRule From(EscalationRuleInput input) =>
        new()
        {
            OffsetMinutes = input.OffsetMinutes,
            IsBusinessTime = input.IsBusinessTime,
            NotifyOwner = input.NotifyOwner,
            NotifyLeads = input.NotifyLeads,
            NotifyGroup = input.NotifyGroup,
            NotifySupervisors = input.NotifySupervisors,
            NotifyUserIds = [.. input.NotifyUserIds.Distinct()],
            NotifyCustomer = input.NotifyCustomer,
            Watches = input.Watches,
            RaisePriority = input.RaisePriority,
            Move = input.Move,
            GroupId = input.Move == EscalationReassignment.OtherGroup ? input.GroupId : null,
            Note = string.IsNullOrWhiteSpace(input.Note) ? null : input.Note.Trim(),
            WebhookUrl = string.IsNullOrWhiteSpace(input.WebhookUrl) ? null : input.WebhookUrl.Trim(),
            OnlyUnanswered = input.OnlyUnanswered,
            AcceptMinutes = input.AcceptMinutes,
        };

    public EscalationRuleInput ToInput() =>
        new()
        {
            OffsetMinutes = OffsetMinutes,
            IsBusinessTime = IsBusinessTime,
            NotifyOwner = NotifyOwner,
            NotifyLeads = NotifyLeads,
            NotifyGroup = NotifyGroup,
            NotifySupervisors = NotifySupervisors,
            NotifyUserIds = [.. NotifyUserIds],
            NotifyCustomer = NotifyCustomer,
            Watches = Watches,
            RaisePriority = RaisePriority,
            Move = Move,
            GroupId = GroupId,
            Note = Note,
            WebhookUrl = WebhookUrl,
            OnlyUnanswered = OnlyUnanswered,
            AcceptMinutes = AcceptMinutes,
        };
}
