using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;

namespace CustomerService.Notifications.Bell;

/// <summary>What staff are told about. Texts: <c>Enum.NotificationKind.…</c> and <c>Notifications.Bell.…</c>.</summary>
public enum NotificationKind
{
    Assigned,
    CustomerReplied,
    SlaWarning,
    SlaBreached,
    Escalated,
    Mentioned,
    SubTaskAsked,
    SubTaskLate,
    SubTaskAllDone,
    ExceptionAsked,
    ExceptionApproved,
    ExceptionRefused,
    ExceptionLapsed,
    WebhookDeadLettered,
}

/// <summary>The signed-in person's notifications.</summary>
public interface IBellAppService : IApplicationService
{
    /// <summary>The newest.</summary>
    Task<BellDto> GetAsync(CancellationToken cancellationToken = default);

    Task MarkReadAsync(Guid id, CancellationToken cancellationToken = default);

    Task MarkAllReadAsync(CancellationToken cancellationToken = default);

    Task<IReadOnlyList<PreferenceInput>> GetPreferencesAsync(CancellationToken cancellationToken = default);

    Task SetPreferencesAsync(PreferencesInput input, CancellationToken cancellationToken = default);
}

public sealed record BellDto(int Unread, IReadOnlyList<BellItemDto> Items);

/// <param name="Who">Whose doing it was; null for the system.</param>
/// <param name="Due">UTC; the promise it is about.</param>
/// <param name="At">UTC.</param>
public sealed record BellItemDto(
    Guid Id,
    NotificationKind Kind,
    long Number,
    string Subject,
    string? Who,
    DateTime? Due,
    DateTime At,
    bool IsRead
);

public sealed class PreferenceInput
{
    [EnumDataType(typeof(NotificationKind))]
    public NotificationKind Kind { get; set; }

    public bool Bell { get; set; }

    public bool Mail { get; set; }
}

public sealed class PreferencesInput
{
    [MaxLength(32)]
    public List<PreferenceInput> Kinds { get; set; } = [];
}
