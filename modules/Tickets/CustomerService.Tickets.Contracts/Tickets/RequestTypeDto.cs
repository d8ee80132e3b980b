using CustomerService.Framework.Application;

namespace CustomerService.Tickets.Tickets;

/// <summary>A request type in the reader's language. <paramref name="Notice"/> is the safety advice shown before a risky form.</summary>
public sealed record RequestTypeDto(Guid Id, string Key, string Name, string Description, string? Notice, string Icon, bool IsScenario, TicketPriority DefaultPriority, TicketGrade Risk, TicketGrade Complexity, IReadOnlyList<FormFieldDto> Fields);

public enum FormFieldKind
{
    Text,
    LongText,
    Number,
    Date,
    Choice,
    Attachment,
}

public sealed record FormFieldDto(string Key, FormFieldKind Kind, bool IsRequired, string Label, string? Help, IReadOnlyList<FormOptionDto> Options);

public sealed record FormOptionDto(string Value, string Label);

/// <summary>For modules that match by request type (SLA policies, routing rules) and for the portal.</summary>
public interface IRequestTypeIntegrationService : IIntegrationService
{
    Task<IReadOnlyList<RequestTypeDto>> GetAllAsync(CancellationToken cancellationToken = default);
}
