using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.Macros;

/// <summary>Reply templates. Each says when and what happens next.</summary>
public interface IMacroAppService : IApplicationService
{
    Task<IReadOnlyList<MacroDto>> GetListAsync(CancellationToken cancellationToken = default);

    /// <summary>Filled for this ticket, in its customer's language.</summary>
    Task<MacroTextDto> RenderAsync(Guid macroId, Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>In their order, in pages of 50.</summary>
    Task<PagedResult<MacroEditDto>> GetForEditAsync(GetMacrosInput input, CancellationToken cancellationToken = default);

    Task<Guid> SaveAsync(SaveMacroInput input, CancellationToken cancellationToken = default);

    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);
}

public static class MacroPlaceholders
{
    public const string PromiseNext = "promise.next";
    public static readonly IReadOnlyList<string> All =
    [
        "customer.name",
        "ticket.number",
        "ticket.subject",
        "agent.name",
        "company.name",
        "portal.url",
        PromiseNext,
    ];
}

public sealed record MacroDto(Guid Id, string Name, TicketStatus? SetsStatus);

public sealed record MacroTextDto(string Body, TicketStatus? SetsStatus);

public sealed record MacroEditDto(Guid Id, string NameEn, string NameZh, string BodyEn, string BodyZh, TicketStatus? SetsStatus);

public sealed class GetMacrosInput
{
    /// <summary>Part of the name or of the text, in either language.</summary>
    [StringLength(100)]
    public string? Search { get; set; }

    [StringLength(64)]
    public string? After { get; set; }
}

public sealed class SaveMacroInput
{
    /// <summary>Null makes a new one.</summary>
    public Guid? Id { get; set; }

    [StringLength(TicketLimits.Name)]
    public string NameEn { get; set; } = "";

    [StringLength(TicketLimits.Name)]
    public string NameZh { get; set; } = "";

    [StringLength(TicketLimits.Body)]
    public string BodyEn { get; set; } = "";

    [StringLength(TicketLimits.Body)]
    public string BodyZh { get; set; } = "";

    public TicketStatus? SetsStatus { get; set; }
}
