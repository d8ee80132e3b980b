using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Emailing;
using CustomerService.Tickets.Portal.Uploads;
using CustomerService.Tickets.Prefill;

namespace CustomerService.Tickets.Portal;

public sealed class CreatePortalTicketInput : MessageWithFilesInput
{
    [Required, StringLength(60)]
    public string RequestTypeKey { get; set; } = "";

    [Required, StringLength(TicketLimits.Subject)]
    public string Subject { get; set; } = "";

    [Required, StringLength(TicketLimits.Body)]
    public string Body { get; set; } = "";

    /// <summary>Values of the type's form fields by key. Problems name the member <c>Fields[key]</c>.</summary>
    public Dictionary<string, string> Fields { get; set; } = [];

    /// <summary>The signed part of the link that opened the form. What it locks counts, whatever <see cref="Fields"/> says.</summary>
    [StringLength(PrefillLimits.Token)]
    public string? Prefill { get; set; }

    /// <summary>Needed when nobody is signed in.</summary>
    [StringLength(TicketLimits.Name), PlainName]
    public string? Name { get; set; }

    /// <inheritdoc cref="Name"/>
    [Email, StringLength(TicketLimits.Email)]
    public string? Email { get; set; }
}

/// <summary>The part of <see cref="CreatePortalTicketInput"/> that only the request type can judge.</summary>
public sealed class CheckAnswersInput
{
    [Required, StringLength(60)]
    public string RequestTypeKey { get; set; } = "";

    /// <inheritdoc cref="CreatePortalTicketInput.Fields"/>
    public Dictionary<string, string> Fields { get; set; } = [];

    public bool HasFiles { get; set; }

    /// <inheritdoc cref="CreatePortalTicketInput.Prefill"/>
    public string? Prefill { get; set; }
}

public sealed class PortalReplyInput : MessageWithFilesInput
{
    public long Number { get; set; }

    [Required, StringLength(TicketLimits.Body)]
    public string Body { get; set; } = "";
}

public sealed class PortalReopenInput
{
    public long Number { get; set; }

    /// <summary>What is still wrong.</summary>
    [Required, StringLength(TicketLimits.Body)]
    public string Body { get; set; } = "";
}

public sealed class PortalAppealInput : MessageWithFilesInput
{
    public long Number { get; set; }

    /// <summary>Why the decision is wrong.</summary>
    [Required, StringLength(TicketLimits.Body)]
    public string Reason { get; set; } = "";
}

public sealed class RateTicketInput
{
    public long Number { get; set; }

    [Range(1, 5)]
    public int Score { get; set; }

    [StringLength(1000)]
    public string? Comment { get; set; }
}
