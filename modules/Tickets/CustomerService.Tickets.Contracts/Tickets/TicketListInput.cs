using System.ComponentModel.DataAnnotations;

namespace CustomerService.Tickets.Tickets;

/// <summary>A view, narrowed by filters. Everything in it stands in the page's address.</summary>
public sealed class TicketListInput
{
    /// <summary>A key of <see cref="Views.TicketViews"/>, or the id of a saved view.</summary>
    [Required, StringLength(40)]
    public string View { get; set; } = Views.TicketViews.All;

    public TicketFilter Filter { get; set; } = new();

    public TicketSort Sort { get; set; }

    /// <summary><c>Next</c> of the page before.</summary>
    [StringLength(100)]
    public string? After { get; set; }

    [Range(1, TicketLimits.Page)]
    public int Limit { get; set; } = 50;
}

public enum TicketSort
{
    /// <summary>The view's own order: work by due and then newest, what is solved by when it was solved, all else newest first.</summary>
    Default,
    Newest,

    /// <summary>Nearest due first, then newest.</summary>
    Due,
}

public sealed class TicketFilter
{
    public List<TicketStatus> Statuses { get; set; } = [];

    /// <summary>Neither resolved nor closed.</summary>
    public bool OnlyOpen { get; set; }

    public TicketPriority? Priority { get; set; }

    [StringLength(TicketLimits.Tag)]
    public string? Tag { get; set; }

    public Guid? AssigneeId { get; set; }

    public Guid? GroupId { get; set; }

    [StringLength(60)]
    public string? RequestTypeKey { get; set; }

    [StringLength(TicketLimits.Email)]
    public string? RequesterEmail { get; set; }

    /// <summary>Words in English, one or more characters in Chinese, a mail address, or a number such as #1042.</summary>
    [StringLength(200)]
    public string? Text { get; set; }
}
