using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Emailing;

namespace CustomerService.Notifications.Mail;

public enum MailState
{
    /// <summary>Waits for its turn, or for the next attempt.</summary>
    Pending,
    Sent,

    /// <summary>Refused for good, or dead-lettered after all attempts.</summary>
    Failed,

    /// <summary>There is no mail server in the settings.</summary>
    NotSetUp,
}

/// <summary>Outgoing mail of the workspace, for the admin.</summary>
public interface IMailAppService : IApplicationService
{
    /// <summary>Newest first.</summary>
    Task<PagedResult<OutgoingMailDto>> GetListAsync(MailListInput input, CancellationToken cancellationToken = default);

    Task<MailStatusDto> GetStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>Puts a mail that was not sent into the queue again.</summary>
    Task RetryAsync(Guid id, CancellationToken cancellationToken = default);

    /// <returns>How many were put back.</returns>
    Task<int> RetryAllAsync(CancellationToken cancellationToken = default);

    /// <summary>To the signed-in admin's own address, unless another is given.</summary>
    Task SendTestAsync(SendTestMailInput input, CancellationToken cancellationToken = default);
}

/// <param name="Host">null: not set up.</param>
/// <param name="Problem">Why the server takes no mail of this workspace at present; null while it does.</param>
/// <param name="Held">Those of the waiting that wait for the administrator to confirm the address.</param>
public sealed record MailStatusDto(
    string? Host,
    int Port,
    string From,
    int Waiting,
    int Failed,
    int NotSetUp,
    string? Problem = null,
    int Held = 0
);

/// <param name="NextAttempt">UTC.</param>
/// <param name="SentAt">UTC.</param>
public sealed record OutgoingMailDto(
    Guid Id,
    string To,
    string Subject,
    MailState State,
    int Attempts,
    string? LastError,
    DateTime CreatedAt,
    DateTime NextAttempt,
    DateTime? SentAt,
    string VerifyCode,
    bool IsHeld = false
);

public sealed class MailListInput
{
    public MailState? State { get; set; }

    public Guid? After { get; set; }

    [Range(1, 100)]
    public int Limit { get; set; } = 50;
}

public sealed class SendTestMailInput
{
    [Email, StringLength(256)]
    public string? To { get; set; }
}
