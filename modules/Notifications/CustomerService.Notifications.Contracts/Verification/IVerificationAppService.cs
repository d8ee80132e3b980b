using System.ComponentModel.DataAnnotations;

namespace CustomerService.Notifications.Verification;

/// <summary>E4: anyone asks whether a channel, or the code printed in a mail, is this tenant's.</summary>
public interface IVerificationAppService
{
    Task<OfficialChannelsDto> GetChannelsAsync(CancellationToken cancellationToken = default);

    /// <summary>What is not the tenant's is kept as a sign of risk.</summary>
    Task<VerificationDto> CheckAsync(VerifyInput input, CancellationToken cancellationToken = default);

    /// <summary>What people looked up lately and was not the tenant's, latest first.</summary>
    Task<IReadOnlyList<FakeLookupDto>> GetFakesAsync(CancellationToken cancellationToken = default);
}

public sealed class VerifyInput
{
    public const int MaxLength = 200;

    /// <summary>The address of a page, a host name, a mail address, or the code of a mail.</summary>
    [Required, StringLength(MaxLength)]
    public string Asked { get; set; } = "";
}

/// <param name="Host">Of the portal, with its port where it has an unusual one.</param>
/// <param name="MailSender">Null where no mail is sent.</param>
public sealed record OfficialChannelsDto(string Host, string? MailSender);

public enum Verdict
{
    OurChannel,
    OurMail,
    NotOurChannel,
    UnknownCode,
}

/// <param name="Mail">Set with <see cref="Verdict.OurMail"/>.</param>
public sealed record VerificationDto(Verdict Verdict, VerifiedMailDto? Mail);

/// <param name="ToMasked">The recipient, with most of the address hidden.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record VerifiedMailDto(string ToMasked, DateTime CreatedAt);

/// <param name="Times">How often it was asked for.</param>
/// <param name="LastAt">UTC.</param>
public sealed record FakeLookupDto(string Asked, Verdict Verdict, int Times, DateTime LastAt);
