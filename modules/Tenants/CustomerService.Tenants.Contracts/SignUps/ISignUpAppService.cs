using System.ComponentModel.DataAnnotations;
using CustomerService.Framework.Application;
using CustomerService.Framework.Emailing;
using CustomerService.Tenants.Tenants;

namespace CustomerService.Tenants.SignUps;

/// <summary>A company opens its own centre.</summary>
public interface ISignUpAppService : IApplicationService
{
    /// <summary>Whether whoever asks may open a workspace: everybody, or only operators of the installation.</summary>
    Task<bool> IsOpenAsync(CancellationToken cancellationToken = default);

    Task<SlugAnswerDto> CheckSlugAsync(string slug, CancellationToken cancellationToken = default);

    Task<SignUpResultDto> SignUpAsync(SignUpInput input, CancellationToken cancellationToken = default);
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

    [Required, MinLength(10), StringLength(128)]
    public string Password { get; set; } = "";

    [Required, StringLength(32)]
    public string Template { get; set; } = TenantTemplates.ECommerce;

    [Required, StringLength(16)]
    public string Language { get; set; } = "";

    [Required, StringLength(64)]
    public string TimeZone { get; set; } = "";

    [StringLength(32)]
    public string? Plan { get; set; }
}

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
    public static readonly IReadOnlyList<string> All = [ECommerce, SaaS];
}
