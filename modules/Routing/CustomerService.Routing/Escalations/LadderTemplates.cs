using Microsoft.Extensions.Localization;

namespace CustomerService.Routing.Escalations;

/// <summary>The ready-made ladders (S4); a new tenant starts with all four.</summary>
internal static class LadderTemplates
{
    private const int Hour = 60;

    public static SaveLadderInput Form(LadderTemplate template, IStringLocalizer localizer)
    {
        var form = template switch
        {
            LadderTemplate.Standard => new SaveLadderInput
            {
                Steps =
                [
                    new() { NotifyOwner = true, NotifyLeads = true, RaisePriority = true },
                    new() { OffsetMinutes = 30, NotifyLeads = true, Move = LadderMove.MoreStars },
                    new() { OffsetMinutes = 2 * Hour, NotifySupervisors = true, AcceptMinutes = 30 },
                ],
            },
            LadderTemplate.Urgent => new SaveLadderInput
            {
                Priorities = ["Urgent", "Critical"],
                Steps =
                [
                    new() { OffsetMinutes = -10, NotifyOwner = true, NotifyLeads = true },
                    new() { NotifyOwner = true, NotifyLeads = true, RaisePriority = true, Move = LadderMove.MoreStars, AcceptMinutes = 10 },
                    new() { OffsetMinutes = 30, NotifySupervisors = true, NotifyCustomer = true, Watches = true },
                ],
            },
            LadderTemplate.Complaint => new SaveLadderInput
            {
                Start = LadderStart.Created,
                RequestTypeKeys = ["complaint"],
                Steps =
                [
                    new() { NotifySupervisors = true, Watches = true, AcceptMinutes = 10 },
                    new() { OffsetMinutes = 2 * Hour, NotifyOwner = true, NotifyLeads = true, NotifySupervisors = true, RaisePriority = true, OnlyUnanswered = true },
                ],
            },
            _ => new SaveLadderInput
            {
                Start = LadderStart.HandedToOthers,
                Steps =
                [
                    new() { OffsetMinutes = 2 * Hour, IsBusinessTime = true, NotifyOwner = true, NotifyLeads = true },
                    new() { OffsetMinutes = 48 * Hour, NotifyOwner = true, NotifyLeads = true, NotifySupervisors = true, RaisePriority = true },
                ],
            },
        };
        form.Name = localizer[$"Routing.Ladder.{template}"];
        return form;
    }
}
