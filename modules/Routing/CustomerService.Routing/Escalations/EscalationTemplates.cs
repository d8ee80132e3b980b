using Microsoft.Extensions.Localization;

namespace CustomerService.Routing.Escalations;

/// <summary>The ready-made escalation policies; a new tenant starts with all four.</summary>
internal static class EscalationTemplates
{
    private const int Hour = 60;

    public static SaveEscalationPolicyInput Form(EscalationTemplate template, IStringLocalizer localizer)
    {
        var form = template switch
        {
            EscalationTemplate.Standard => new SaveEscalationPolicyInput
            {
                Steps =
                [
                    new()
                    {
                        NotifyOwner = true,
                        NotifyLeads = true,
                        RaisePriority = true,
                    },
                    new()
                    {
                        OffsetMinutes = 30,
                        NotifyLeads = true,
                        Move = EscalationReassignment.MoreStars,
                    },
                    new()
                    {
                        OffsetMinutes = 2 * Hour,
                        NotifySupervisors = true,
                        AcceptMinutes = 30,
                    },
                ],
            },
            EscalationTemplate.Urgent => new SaveEscalationPolicyInput
            {
                Priorities = ["Urgent", "Critical"],
                Steps =
                [
                    new()
                    {
                        OffsetMinutes = -10,
                        NotifyOwner = true,
                        NotifyLeads = true,
                    },
                    new()
                    {
                        NotifyOwner = true,
                        NotifyLeads = true,
                        RaisePriority = true,
                        Move = EscalationReassignment.MoreStars,
                        AcceptMinutes = 10,
                    },
                    new()
                    {
                        OffsetMinutes = 30,
                        NotifySupervisors = true,
                        NotifyCustomer = true,
                        Watches = true,
                    },
                ],
            },
            EscalationTemplate.Complaint => new SaveEscalationPolicyInput
            {
                Start = EscalationStart.Created,
                RequestTypeKeys = ["complaint"],
                Steps =
                [
                    new()
                    {
                        NotifySupervisors = true,
                        Watches = true,
                        AcceptMinutes = 10,
                    },
                    new()
                    {
                        OffsetMinutes = 2 * Hour,
                        NotifyOwner = true,
                        NotifyLeads = true,
                        NotifySupervisors = true,
                        RaisePriority = true,
                        OnlyUnanswered = true,
                    },
                ],
            },
            _ => new SaveEscalationPolicyInput
            {
                Start = EscalationStart.HandedToOthers,
                Steps =
                [
                    new()
                    {
                        OffsetMinutes = 2 * Hour,
                        IsBusinessTime = true,
                        NotifyOwner = true,
                        NotifyLeads = true,
                    },
                    new()
                    {
                        OffsetMinutes = 48 * Hour,
                        NotifyOwner = true,
                        NotifyLeads = true,
                        NotifySupervisors = true,
                        RaisePriority = true,
                    },
                ],
            },
        };
        form.Name = localizer[$"Routing.EscalationPolicy.{template}"];
        return form;
    }
}
