using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Tickets.Refusals;

/// <summary>
/// A "no" that explains itself. The catalogue of reasons is the company's; each says why, what lifts it, what to bring,
/// and how to appeal.
/// </summary>
public interface IRefusalAppService : IApplicationService
{
    /// <summary>What an agent chooses from, in the ticket's language.</summary>
    Task<IReadOnlyList<RefusalReasonDto>> GetReasonsAsync(Guid ticketId, CancellationToken cancellationToken = default);

    /// <summary>Answers the customer with the reason. A refusal solves the ticket, a restriction waits for what lifts it.</summary>
    Task RefuseAsync(RefuseInput input, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<SaveRefusalReasonInput>> GetForEditAsync(CancellationToken cancellationToken = default);

    Task<Guid> SaveAsync(SaveRefusalReasonInput input, CancellationToken cancellationToken = default);

    /// <summary>No longer offered; what customers were told with it stays.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);
}

/// <param name="Message">Exactly what the customer will read.</param>
public sealed record RefusalReasonDto(Guid Id, string Title, bool IsRestriction, string Message);

public sealed class RefuseInput
{
    public Guid TicketId { get; set; }

    public Guid ReasonId { get; set; }

    /// <summary>For colleagues only; becomes an internal note.</summary>
    [StringLength(TicketLimits.FieldValue)]
    public string? Note { get; set; }
}

public sealed class SaveRefusalReasonInput
{
    /// <summary>Null makes a new one.</summary>
    public Guid? Id { get; set; }

    [Required, StringLength(40), RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$", ErrorMessage = "Tickets.Validation.Key")]
    public string Key { get; set; } = "";

    /// <summary>The ticket stays open and waits for what lifts it; else it is solved.</summary>
    public bool IsRestriction { get; set; }

    [Range(1, RefusalLimits.AppealDays)]
    public int AppealDays { get; set; } = 14;

    [Required, StringLength(TicketLimits.Name)]
    public string TitleEn { get; set; } = "";

    [Required, StringLength(TicketLimits.Name)]
    public string TitleZh { get; set; } = "";

    /// <summary>Why, in plain words.</summary>
    [Required, StringLength(RefusalLimits.Text)]
    public string TextEn { get; set; } = "";

    [Required, StringLength(RefusalLimits.Text)]
    public string TextZh { get; set; } = "";

    /// <summary>What the customer can do so that it is lifted. Empty where nothing lifts it but an appeal.</summary>
    [StringLength(RefusalLimits.Text)]
    public string LiftEn { get; set; } = "";

    [StringLength(RefusalLimits.Text)]
    public string LiftZh { get; set; } = "";

    /// <summary>Papers to bring.</summary>
    [StringLength(RefusalLimits.Text)]
    public string PapersEn { get; set; } = "";

    [StringLength(RefusalLimits.Text)]
    public string PapersZh { get; set; } = "";

    /// <summary>Who decides about an appeal, and how long it takes.</summary>
    [Required, StringLength(RefusalLimits.Text)]
    public string AppealEn { get; set; } = "";

    [Required, StringLength(RefusalLimits.Text)]
    public string AppealZh { get; set; } = "";

    /// <summary>When the reason is used: thresholds and signals. Shown to those who edit reasons, to nobody else.</summary>
    [StringLength(RefusalLimits.Text)]
    public string InternalRule { get; set; } = "";
}

/// <summary>What the customer was told, in his language.</summary>
/// <param name="AppealUntil">UTC.</param>
/// <param name="AppealedAt">UTC; null while no appeal was made.</param>
public sealed record RefusalDto(
    string Title,
    string Text,
    string Lift,
    string Papers,
    string Appeal,
    bool IsRestriction,
    DateTime AppealUntil,
    DateTime? AppealedAt,
    bool CanAppeal
);
