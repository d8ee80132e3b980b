using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Emailing;

namespace CustomerService.Verification.Lookups;

/// <summary>Anyone asks whether a channel, or the code printed in a mail, is this tenant's.</summary>
public interface IVerificationAppService : IApplicationService
{
    Task<OfficialChannelsDto> GetChannelsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// What is not the tenant's is kept as a sign of risk. The answer speaks of what was asked and of nothing else: the
    /// register is not read out.
    /// </summary>
    Task<VerificationDto> CheckAsync(VerifyInput input, CancellationToken cancellationToken = default);

    /// <summary>Somebody was contacted by it: files an urgent ticket of high risk with the facts.</summary>
    Task<ReportedDto> ReportAsync(ReportFakeInput input, CancellationToken cancellationToken = default);

    /// <summary>What people looked up lately and was not the tenant's, latest first.</summary>
    Task<IReadOnlyList<FakeLookupDto>> GetFakesAsync(CancellationToken cancellationToken = default);
}

public sealed class VerifyInput
{
    public const int MaxLength = 200;

    /// <summary>
    /// A phone number, a mail address, a host name or the address of a page, the name of an account, or the code of a
    /// mail.
    /// </summary>
    [Required, StringLength(MaxLength)]
    public string Asked { get; set; } = "";

    /// <summary>False where the same question is only shown again.</summary>
    public bool IsNew { get; set; } = true;
}

public sealed class ReportFakeInput
{
    public const int MaxStory = 4_000;

    /// <inheritdoc cref="VerifyInput.Asked"/>
    [Required, StringLength(VerifyInput.MaxLength)]
    public string Asked { get; set; } = "";

    /// <summary>What they wanted, and what has been done so far.</summary>
    [Required, StringLength(MaxStory)]
    public string Story { get; set; } = "";

    /// <summary>Needed when nobody is signed in.</summary>
    [StringLength(100), PlainName]
    public string? Name { get; set; }

    /// <inheritdoc cref="Name"/>
    [Email, StringLength(254)]
    public string? Email { get; set; }
}

/// <param name="Priority">Name of the ticket's priority.</param>
/// <param name="IsProven">The reporter is signed in; else the address may be somebody else's.</param>
public sealed record ReportedDto(
    Guid TicketId,
    long Number,
    Guid RequesterId,
    string RequesterEmail,
    Guid RequestTypeId,
    string Priority,
    bool IsProven
);

/// <param name="Host">Of the portal, with its port where it has an unusual one.</param>
/// <param name="MailSender">Null where no mail is sent.</param>
public sealed record OfficialChannelsDto(string Host, string? MailSender);

public enum Verdict
{
    OurChannel,
    OurMail,

    /// <summary>It was the tenant's and is no more.</summary>
    FormerChannel,

    /// <summary>Not the tenant's, and made to be taken for it.</summary>
    LooksLikeOurs,
    NotOurChannel,
    UnknownCode,
}

/// <param name="Mail">Set with <see cref="Verdict.OurMail"/>.</param>
/// <param name="Platforms">Where an account of this name is the tenant's: elsewhere the same name may be anybody's.</param>
/// <param name="Until">The last day on which a former channel was the tenant's.</param>
public sealed record VerificationDto(Verdict Verdict, VerifiedMailDto? Mail, string? Platforms = null, DateOnly? Until = null)
{
    public bool IsFake => Verdict is Verdict.LooksLikeOurs or Verdict.NotOurChannel or Verdict.UnknownCode;
}

/// <param name="ToMasked">The recipient, with most of the address hidden.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record VerifiedMailDto(string ToMasked, DateTime CreatedAt);

/// <param name="Times">How often it was asked for.</param>
/// <param name="Reports">How many people said that it contacted them.</param>
/// <param name="FirstAt">UTC.</param>
/// <param name="LastAt">UTC.</param>
public sealed record FakeLookupDto(string Asked, Verdict Verdict, int Times, int Reports, DateTime FirstAt, DateTime LastAt);
