using System.Globalization;
using CustomerService.Tickets.Tickets;
using CustomerService.Tickets.Views;
using Microsoft.AspNetCore.WebUtilities;

namespace CustomerService.Tickets.Blazor.Desk;

/// <summary>What the desk shows, as it stands in the address: reload, back and sending a link work.</summary>
public sealed record DeskAddress
{
    private const string TableMode = "table";

    public string View { get; init; } = TicketViews.Mine;

    public long? Number { get; init; }

    public string? Text { get; init; }

    public TicketStatus? Status { get; init; }

    public TicketPriority? Priority { get; init; }

    public string? Tag { get; init; }

    public Guid? Assignee { get; init; }

    public string? Type { get; init; }

    public TicketSort Sort { get; init; }

    /// <summary>The list as a table, where no ticket is open.</summary>
    public bool IsTable { get; init; }

    /// <summary>The table's columns by which it is sorted, most important first; a minus turns one round.</summary>
    public string? TableOrder { get; init; }

    /// <summary>What stands beside the ticket.</summary>
    public DeskPanel Panel { get; init; }

    public bool HasFilter =>
        Text is not null || Status is not null || Priority is not null || Tag is not null || Assignee is not null || Type is not null;

    /// <summary>A search looks everywhere, not only into the view.</summary>
    public TicketListInput ToInput(string? after = null) =>
        new()
        {
            View = Text is null ? View : TicketViews.All,
            Filter = ToFilter(),
            Sort = Sort,
            After = after,
        };

    public TicketFilter ToFilter() =>
        new()
        {
            Text = Text,
            Statuses = Status is { } s ? [s] : [],
            Priority = Priority,
            Tag = Tag,
            AssigneeId = Assignee,
            RequestTypeKey = Type,
        };

    /// <summary>The list, without which ticket is open.</summary>
    public DeskAddress ListOnly => this with { Number = null, Panel = DeskPanel.Customer };

    public string ToUrl()
    {
        var path = Number is { } number ? $"/desk/tickets/{number.ToString(CultureInfo.InvariantCulture)}" : "/desk";
        var query = new Dictionary<string, string?>
        {
            ["view"] = View == TicketViews.Mine ? null : View,
            ["q"] = Text,
            ["status"] = Status?.ToString(),
            ["priority"] = Priority?.ToString(),
            ["tag"] = Tag,
            ["assignee"] = Assignee?.ToString(),
            ["type"] = Type,
            ["mode"] = IsTable ? TableMode : null,
            ["order"] = IsTable ? TableOrder : null,
            ["panel"] = Panel == DeskPanel.Customer || Number is null ? null : Panel.ToString().ToLowerInvariant(),
            ["sort"] = Sort == TicketSort.Default ? null : Sort.ToString(),
        };
        return QueryHelpers.AddQueryString(path, query.Where(p => p.Value is not null));
    }

    public static DeskAddress Parse(string uri, long? number)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        return new DeskAddress
        {
            Number = number,
            View = Value("view") ?? TicketViews.Mine,
            Text = Value("q"),
            Status = Enum.TryParse<TicketStatus>(Value("status"), out var status) ? status : null,
            Priority = Enum.TryParse<TicketPriority>(Value("priority"), out var priority) ? priority : null,
            Tag = Value("tag"),
            Assignee = Guid.TryParse(Value("assignee"), out var assignee) ? assignee : null,
            Type = Value("type"),
            IsTable = Value("mode") == TableMode,
            TableOrder = Value("order"),
            Panel = Enum.TryParse<DeskPanel>(Value("panel"), true, out var panel) ? panel : DeskPanel.Customer,
            Sort = Enum.TryParse<TicketSort>(Value("sort"), out var sort) ? sort : TicketSort.Default,
        };

        string? Value(string key) => query.TryGetValue(key, out var value) && value.ToString().Trim() is { Length: > 0 } text ? text : null;
    }
}

/// <summary>The tabs beside a ticket.</summary>
public enum DeskPanel
{
    Customer,
    Details,
    Knowledge,
    Activity,
}
