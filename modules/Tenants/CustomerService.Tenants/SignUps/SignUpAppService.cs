using CustomerService.Framework.Authorization;
using CustomerService.Framework.Emailing;
using CustomerService.Framework.EntityFrameworkCore.Data;
using CustomerService.Framework.Errors;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.SignUps;

internal sealed class SignUpAppService(
    CustomerServiceDbContext db,
    TenantManager manager,
    ISignUpHandOver handOver,
    SignUpTokens tokens,
    SignUpCodes codes,
    ThrowAwayDomains domains,
    IEmailSender mail,
    SiteUrls urls,
    IOptions<TenancyOptions> tenancy,
    IOptions<SignUpOptions> options,
    IPermissionChecker permissions,
    IHttpContextAccessor http,
    IStringLocalizer localizer,
    TimeProvider time
) : ISignUpAppService
{
    private const int Suggestions = 9;

    [AllowAnonymous]
    public async Task<SignUpRulesDto> GetRulesAsync(CancellationToken cancellationToken = default)
    {
        var isOperator = await permissions.IsGrantedAsync(TenantsPermissions.Host);
        var (terms, privacy) = isOperator ? (null, null) : (options.Value.TermsUrl, options.Value.PrivacyUrl);
        return new SignUpRulesDto(isOperator || tenancy.Value.PublicSignUp, mail.IsSetUp && !isOperator, isOperator, terms, privacy);
    }

    [AllowAnonymous]
    public async Task<SlugAnswerDto> CheckSlugAsync(string slug, CancellationToken cancellationToken = default)
    {
        var wanted = SlugRules.Normalize(slug);
        var problem = await ProblemOfAsync(wanted, cancellationToken);
        return new SlugAnswerDto(
            wanted,
            urls.Absolute(wanted.Length == 0 ? "…" : wanted, ""),
            problem,
            problem is null ? null : await SuggestAsync(wanted, cancellationToken)
        );
    }

    [AllowAnonymous]
    public async Task<string> BeginAsync(SignUpInput input, CancellationToken cancellationToken = default)
    {
        var rules = await RequireOpenAsync(cancellationToken);
        input.Slug = SlugRules.Normalize(input.Slug);
        input.AdminEmail = EmailAddresses.Normalize(input.AdminEmail);
        _ = new Tenant(input.Slug, input.Company, input.Language, input.TimeZone, input.Template, Guid.Empty);
        if (await ProblemOfAsync(input.Slug, cancellationToken) is { } problem)
        {
            throw new BusinessException(problem).WithData("Slug", input.Slug);
        }

        if (!rules.IsOperator && domains.Contains(input.AdminEmail))
        {
            throw Invalid(nameof(input.AdminEmail), TenantsErrorCodes.ThrowAwayAddress);
        }

        var asksTerms = rules.TermsUrl is not null || rules.PrivacyUrl is not null;
        if (asksTerms && !input.AcceptsTerms)
        {
            throw Invalid(nameof(input.AcceptsTerms), TenantsErrorCodes.TermsNotAccepted);
        }

        if (rules.AsksForCode)
        {
            await codes.SendAsync(input, cancellationToken);
        }

        return tokens.Seal(
            input,
            asksTerms ? new AcceptedTerms(rules.TermsUrl, rules.PrivacyUrl, options.Value.TermsVersion, time.GetUtcNow().UtcDateTime) : null
        );
    }

    [AllowAnonymous]
    public async Task<BegunSignUpDto> GetBegunAsync(string token, CancellationToken cancellationToken = default)
    {
        var rules = await RequireOpenAsync(cancellationToken);
        var begun = tokens.Open(token);
        return new BegunSignUpDto(begun.Form, urls.Absolute(begun.Form.Slug, ""), rules.AsksForCode, rules.IsOperator);
    }

    [AllowAnonymous]
    public async Task<bool> SendCodeAsync(string token, CancellationToken cancellationToken = default)
    {
        var rules = await RequireOpenAsync(cancellationToken);
        return rules.AsksForCode && await codes.SendAsync(tokens.Open(token).Form, cancellationToken);
    }

    [AllowAnonymous]
    public async Task<SignUpResultDto> CompleteAsync(CompleteSignUpInput input, CancellationToken cancellationToken = default)
    {
        var rules = await RequireOpenAsync(cancellationToken);
        var (form, terms) = tokens.Open(input.Token);
        var signUp = rules.IsOperator ? null : new TenantSignUp(form.AdminEmail, http.HttpContext, terms);
        if (rules.AsksForCode)
        {
            await codes.ProveAsync(form.AdminEmail, input.Code ?? "", cancellationToken);
            await RequireFewAsync(signUp!.AddressHash, cancellationToken);
        }

        var tenant = await manager.CreateAsync(
            new CreateTenant(
                form.Slug,
                form.Company,
                form.Language,
                form.TimeZone,
                form.Template,
                form.AdminName.Trim(),
                form.AdminEmail,
                input.Password,
                IsDemo: false,
                WantedPlan: form.Plan,
                IsVerified: rules.AsksForCode || rules.IsOperator,
                WithSamples: true
            ),
            signUp,
            cancellationToken
        );
        if (rules.AsksForCode)
        {
            await codes.ForgetAsync(form.AdminEmail);
        }

        return new SignUpResultDto(
            form.Slug,
            urls.Absolute(form.Slug, await handOver.CreatePathAsync(tenant, form.AdminEmail, "/admin", cancellationToken))
        );
    }

    private async Task<SignUpRulesDto> RequireOpenAsync(CancellationToken cancellationToken) =>
        await GetRulesAsync(cancellationToken) is { IsOpen: true } rules
            ? rules
            : throw new BusinessException(TenantsErrorCodes.SignUpClosed) { Kind = ErrorKind.Forbidden };

    /// <summary>Only whoever has proven the address hears what was opened with it.</summary>
    private async Task RequireFewAsync(string addressHash, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().UtcDateTime.AddDays(-1);
        var count = await db.Set<Tenant>()
            .CountAsync(t => t.SignUp!.AddressHash == addressHash && t.CreationTime > since, cancellationToken);
        if (count >= options.Value.PerAddressPerDay)
        {
            throw new BusinessException(TenantsErrorCodes.TooManyWorkspaces) { Kind = ErrorKind.TooMany }.WithData("Count", count);
        }
    }

    private InputValidationException Invalid(string member, string code) => new([new InputProblem(member, localizer[code])]);

    private async Task<string?> ProblemOfAsync(string slug, CancellationToken cancellationToken) =>
        !SlugRules.IsWellFormed(slug) ? TenantsErrorCodes.SlugMalformed
        : SlugRules.IsReserved(slug) ? TenantsErrorCodes.SlugReserved
        : await manager.IsTakenAsync(slug, cancellationToken) ? TenantsErrorCodes.SlugTaken
        : null;

    private async Task<string?> SuggestAsync(string slug, CancellationToken cancellationToken)
    {
        for (var n = 2; n <= Suggestions && slug.Length > 0; n++)
        {
            var candidate = SlugRules.Normalize($"{(slug.Length > SlugRules.MaxLength - 2 ? slug[..^2] : slug)}-{n}");
            if (await ProblemOfAsync(candidate, cancellationToken) is null)
            {
                return candidate;
            }
        }

        return null;
    }
}
