using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Tickets.Tickets;

namespace CustomerService.Tickets.RequestTypes;

/// <summary>What can be asked for, and the form that asks everything at once.</summary>
public interface IRequestTypeAppService : IApplicationService
{
    /// <summary>In the reader's language.</summary>
    Task<IReadOnlyList<RequestTypeDto>> GetListAsync(CancellationToken cancellationToken = default);

    Task<SaveRequestTypeInput> GetForEditAsync(Guid id, CancellationToken cancellationToken = default);

    Task<Guid> SaveAsync(SaveRequestTypeInput input, CancellationToken cancellationToken = default);

    /// <param name="place">From 0; one past the end is the end.</param>
    Task MoveAsync(Guid id, int place, CancellationToken cancellationToken = default);

    /// <summary>No longer offered; tickets keep it.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken = default);
}

public sealed class SaveRequestTypeInput
{
    /// <summary>Null makes a new one.</summary>
    public Guid? Id { get; set; }

    /// <summary>Part of the form's address.</summary>
    [Required, StringLength(40), RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$", ErrorMessage = "Tickets.Validation.Key")]
    public string Key { get; set; } = "";

    [Required, StringLength(40)]
    public string Icon { get; set; } = "ticket";

    public bool IsScenario { get; set; }

    public TicketPriority DefaultPriority { get; set; }

    public TicketGrade Risk { get; set; }

    public TicketGrade Complexity { get; set; }

    [Required, StringLength(TicketLimits.Name)]
    public string NameEn { get; set; } = "";

    [Required, StringLength(TicketLimits.Name)]
    public string NameZh { get; set; } = "";

    [StringLength(300)]
    public string DescriptionEn { get; set; } = "";

    [StringLength(300)]
    public string DescriptionZh { get; set; } = "";

    /// <summary>Safety advice before the form; empty for none.</summary>
    [StringLength(500)]
    public string NoticeEn { get; set; } = "";

    [StringLength(500)]
    public string NoticeZh { get; set; } = "";

    [MaxLength(TicketLimits.Fields)]
    public List<FormFieldInput> Fields { get; set; } = [];
}
