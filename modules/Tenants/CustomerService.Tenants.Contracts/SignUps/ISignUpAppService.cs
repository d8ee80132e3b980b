using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Emailing;
using CustomerService.Tenants.Tenants;

namespace CustomerService.Tenants.SignUps;

/// <summary>
/// A company opens its own centre in two steps: what it should be like, then the code from the mail and a password. Nothing is kept and
/// no name is taken before the second.
/// </summary>
public interface ISignUpAppService : IApplicationService
{
    Task<SignUpRulesDto> GetRulesAsync(CancellationToken cancellationToken = default);

    Task<SlugAnswerDto> CheckSlugAsync(string slug, CancellationToken cancellationToken = default);

    /// <summary>Judges the form and mails a code, where mail can be sent. The answer is the same for every address.</summary>
    /// <returns>The form, sealed; the second step asks for it.</returns>
    Task<string> BeginAsync(SignUpInput input, CancellationToken cancellationToken = default);

    /// <exception cref="Framework.Errors.BusinessException">It is older than a day, or not from here.</exception>
    Task<BegunSignUpDto> GetBegunAsync(string token, CancellationToken cancellationToken = default);

    /// <returns>false when the last code left less than a minute ago: that one still counts.</returns>
    Task<bool> SendCodeAsync(string token, CancellationToken cancellationToken = default);

    Task<SignUpResultDto> CompleteAsync(CompleteSignUpInput input, CancellationToken cancellationToken = default);
}

public sealed class SignUpInput
{
    [Required, StringLength(80), PlainName]
    public string Company { get; set; } = "";

    [Required, StringLength(SlugRules.MaxLength)]
    public string Slug { get; set; } = "";

    [Required, StringLength(64), PlainName]
    public string AdminName { get; set; } = "";

    [Required, Email, StringLength(254)]
    public string AdminEmail { get; set; } = "";

    [Required, StringLength(32)]
    public string Template { get; set; } = TenantTemplates.ECommerce;

    [Required, StringLength(16)]
    public string Language { get; set; } = "";

    [Required, StringLength(64)]
    public string TimeZone { get; set; } = "";

    [StringLength(32)]
    public string? Plan { get; set; }

    /// <summary>Asked where the operator has terms.</summary>
    public bool AcceptsTerms { get; set; }
}

public sealed class CompleteSignUpInput
{
    [Required, StringLength(4000)]
    public string Token { get; set; } = "";

    /// <summary>From the mail; blanks do not matter. Not asked where no mail can be sent.</summary>
    [StringLength(20)]
    public string? Code { get; set; }

    [Required, MinLength(10), StringLength(128)]
    public string Password { get; set; } = "";
}

/// <param name="IsOpen">Whether whoever asks may open a workspace: everybody, or only operators of the installation.</param>
/// <param name="AsksForCode">The address is proven by a code. Operators vouch for it, and without a mail server nobody can.</param>
/// <param name="TermsUrl">What has to be accepted; null when the operator has no terms, or asks.</param>
public sealed record SignUpRulesDto(bool IsOpen, bool AsksForCode, bool IsOperator, string? TermsUrl, string? PrivacyUrl);

/// <param name="AsksForCode">As in <see cref="SignUpRulesDto"/>, at this moment.</param>
public sealed record BegunSignUpDto(SignUpInput Form, string Address, bool AsksForCode, bool IsOperator);

/// <param name="Slug">As it would be stored.</param>
/// <param name="Problem">Localization key of what is wrong; null when it is free.</param>
/// <param name="Suggestion">A free one near it.</param>
public sealed record SlugAnswerDto(string Slug, string Address, string? Problem, string? Suggestion);

/// <param name="Url">Signs the admin in on the new tenant's own host; good for a minute and once.</param>
public sealed record SignUpResultDto(string Slug, string Url);

public static class TenantTemplates
{
    public const string ECommerce = "ecommerce";
    public const string SaaS = "saas";
    public const string Education = "education";
    public const string Manufacturing = "manufacturing";
    public static readonly IReadOnlyList<string> All = [ECommerce, SaaS, Education, Manufacturing];
}
