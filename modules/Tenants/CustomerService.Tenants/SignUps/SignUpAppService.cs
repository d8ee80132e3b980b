using CustomerService.Framework.Authorization;
using CustomerService.Framework.Errors;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace CustomerService.Tenants.SignUps;

internal sealed class SignUpAppService(
    TenantManager manager,
    ISignUpHandOver handOver,
    SiteUrls urls,
    IOptions<TenancyOptions> options,
    IPermissionChecker permissions
) : ISignUpAppService
{
    private const int Suggestions = 9;

    [AllowAnonymous]
    public async Task<bool> IsOpenAsync(CancellationToken cancellationToken = default) =>
        options.Value.PublicSignUp || await permissions.IsGrantedAsync(TenantsPermissions.Host);

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
    public async Task<SignUpResultDto> SignUpAsync(SignUpInput input, CancellationToken cancellationToken = default)
    {
        if (!await IsOpenAsync(cancellationToken))
        {
            throw new BusinessException(TenantsErrorCodes.SignUpClosed) { Kind = ErrorKind.Forbidden };
        }

        var slug = SlugRules.Normalize(input.Slug);
        var tenant = await manager.CreateAsync(
            new CreateTenant(
                slug,
                input.Company,
                input.Language,
                input.TimeZone,
                input.Template,
                input.AdminName.Trim(),
                input.AdminEmail.Trim(),
                input.Password,
                IsDemo: false,
                WantedPlan: input.Plan,
                IsVerified: await permissions.IsGrantedAsync(TenantsPermissions.Host)
            ),
            cancellationToken
        );
        return new SignUpResultDto(
            slug,
            urls.Absolute(slug, await handOver.CreatePathAsync(tenant, input.AdminEmail.Trim(), "/admin", cancellationToken))
        );
    }

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
