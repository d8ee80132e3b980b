using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Emailing;

namespace CustomerService.Tickets.Tickets;

public sealed class CreateTicketInput
{
    [Required, StringLength(TicketLimits.Subject)]
    public string Subject { get; set; } = "";

    [Required, StringLength(TicketLimits.Body)]
    public string Body { get; set; } = "";

    [Required, StringLength(TicketLimits.Name), PlainName]
    public string RequesterName { get; set; } = "";

    [Required, Email, StringLength(TicketLimits.Email)]
    public string RequesterEmail { get; set; } = "";

    [StringLength(60)]
    public string? RequestTypeKey { get; set; }

    public TicketPriority? Priority { get; set; }

    /// <summary>Take it at once (agents only).</summary>
    public bool AssignToMe { get; set; }
}

public sealed class ReplyInput
{
    public Guid TicketId { get; set; }

    [Required, StringLength(TicketLimits.Body)]
    public string Body { get; set; } = "";

    /// <summary>The newest public message that the agent has seen; null skips the check.</summary>
    public Guid? LastSeenMessageId { get; set; }

    /// <summary>The agent has seen the newer replies.</summary>
    public bool SendAnyway { get; set; }

    /// <summary>Null: a new ticket becomes "in progress", else nothing changes.</summary>
    public TicketStatus? StatusAfter { get; set; }

    [MaxLength(TicketLimits.FilesPerMessage)]
    public List<Guid> AttachmentIds { get; set; } = [];
}

public sealed class NoteInput
{
    public Guid TicketId { get; set; }

    [Required, StringLength(TicketLimits.Body)]
    public string Body { get; set; } = "";

    [MaxLength(TicketLimits.FilesPerMessage)]
    public List<Guid> AttachmentIds { get; set; } = [];
}

public sealed class DraftInput
{
    public Guid TicketId { get; set; }

    [StringLength(TicketLimits.Body)]
    public string? Reply { get; set; }

    [StringLength(TicketLimits.Body)]
    public string? Note { get; set; }
}

public sealed class PreviewInput
{
    [StringLength(TicketLimits.Body)]
    public string Body { get; set; } = "";
}

public sealed class ChangeStatusInput
{
    public Guid TicketId { get; set; }

    public TicketStatus To { get; set; }

    /// <summary>The status the agent saw; when it is another by now he is told and nothing changes. Null skips the check.</summary>
    public TicketStatus? Expected { get; set; }
}

public sealed class ChangePriorityInput
{
    public Guid TicketId { get; set; }

    public TicketPriority To { get; set; }

    /// <inheritdoc cref="ChangeStatusInput.Expected"/>
    public TicketPriority? Expected { get; set; }
}

public sealed class ChangeRequestTypeInput
{
    public Guid TicketId { get; set; }

    [Required, StringLength(60)]
    public string RequestTypeKey { get; set; } = "";
}

public sealed class SetTagsInput
{
    public Guid TicketId { get; set; }

    [MaxLength(TicketLimits.Tags)]
    public List<string> Add { get; set; } = [];

    [MaxLength(TicketLimits.Tags)]
    public List<string> Remove { get; set; } = [];
}

public sealed class SnoozeInput
{
    public Guid TicketId { get; set; }

    /// <summary>UTC; null is until the customer answers, who ends any snooze.</summary>
    public DateTime? Until { get; set; }
}

public sealed class AssignInput
{
    public Guid TicketId { get; set; }

    /// <summary>Null puts it back into the queue.</summary>
    public Guid? AgentId { get; set; }

    /// <summary>The owner the agent saw.</summary>
    public Guid? ExpectedAgentId { get; set; }
}

public sealed class BulkChangeInput
{
    [MinLength(1), MaxLength(TicketLimits.Bulk)]
    public List<Guid> TicketIds { get; set; } = [];

    public TicketStatus? Status { get; set; }

    public TicketPriority? Priority { get; set; }

    public Guid? AssigneeId { get; set; }

    public Guid? GroupId { get; set; }

    [StringLength(60)]
    public string? RequestTypeKey { get; set; }

    [StringLength(TicketLimits.Tag)]
    public string? AddTag { get; set; }

    [StringLength(TicketLimits.Tag)]
    public string? RemoveTag { get; set; }

    /// <summary>Sent to each customer, filled in for their ticket; its status counts unless <see cref="Status"/> says another.</summary>
    public Guid? MacroId { get; set; }
}
