using CustomerService.Framework.Application;

namespace CustomerService.Notifications.Mail;

/// <summary>Whether a mail that somebody received is one of the current tenant's.</summary>
public interface IMailIntegrationService : IIntegrationService
{
    /// <summary>The address that mails are sent from; null where none is sent.</summary>
    string? Sender { get; }

    /// <returns>null when what was typed has not the form of a mail's code.</returns>
    Task<MailCodeDto?> FindByCodeAsync(string typed, CancellationToken cancellationToken = default);
}

/// <param name="Code">As it is printed in mails.</param>
/// <param name="Mail">null: no mail of the tenant carries it.</param>
public sealed record MailCodeDto(string Code, CodedMailDto? Mail);

/// <param name="CreatedAt">UTC.</param>
public sealed record CodedMailDto(string To, DateTime CreatedAt);
