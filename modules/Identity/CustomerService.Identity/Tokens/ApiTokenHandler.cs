using System.Security.Claims;
using System.Text.Encodings.Web;
using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CustomerService.Identity.Tokens;

/// <summary>Authenticates programs. A token at another tenant's host name is refused like one that does not exist.</summary>
internal sealed class ApiTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ApiTokenCache tokens,
    WrongTokenThrottle throttle,
    ICurrentTenant tenant,
    IStringLocalizer localizer
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private bool _isTooOften;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!ApiTokenText.IsBearer(Request.Headers.Authorization))
        {
            return AuthenticateResult.NoResult();
        }

        var isCounted = false;
        if (
            ApiTokenText.FromHeader(Request.Headers.Authorization) is not { } text
            || text.TenantKey != tenant.Key
            || await tokens.FindAsync(text, MayTry) is not { } token
        )
        {
            _isTooOften = !(isCounted || MayTry());
            return AuthenticateResult.Fail("Not a token of this tenant, or no longer one.");
        }

        bool MayTry()
        {
            isCounted = throttle.MayTry(Context);
            return isCounted;
        }

        return AuthenticateResult.Success(new AuthenticationTicket(PrincipalOf(token, text.TenantKey), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_isTooOften)
        {
            Response.Headers.RetryAfter = WrongTokenThrottle.RetryAfter;
            return ApiProblems.WriteAsync(
                Context,
                StatusCodes.Status429TooManyRequests,
                localizer["Identity.Api.TooManyWrongTokens"],
                FrameworkErrorCodes.TooManyRequests
            );
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiProblems.WriteAsync(
            Context,
            StatusCodes.Status401Unauthorized,
            localizer["Identity.Api.TokenRefused"],
            "Identity.Api.TokenRefused"
        );
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiProblems.WriteAsync(
            Context,
            StatusCodes.Status403Forbidden,
            localizer["Identity.Api.ScopeMissing"],
            FrameworkErrorCodes.Forbidden
        );

    private ClaimsPrincipal PrincipalOf(ApiTokenState token, Guid tenantKey)
    {
        List<Claim> claims =
        [
            new(CustomerServiceClaims.UserId, token.Id.ToString()),
            new(CustomerServiceClaims.Name, token.Name),
            new(CustomerServiceClaims.TenantId, tenantKey.ToString()),
            new(IdentityClaims.TokenId, token.Id.ToString()),
            .. token.Scopes.Select(s => new Claim(CustomerServiceClaims.Scope, s)),
        ];
        return new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name, CustomerServiceClaims.Name, CustomerServiceClaims.Role));
    }
}

/// <summary>On the bare host name, a program's tenant is the one its token names.</summary>
internal sealed class ApiTokenTenantContributor : ITenantResolveContributor, ISingletonDependency
{
    public Guid? Resolve(HttpContext context) =>
        ApiTokenText.FromHeader(context.Request.Headers.Authorization) is { } token && token.TenantKey != TenantKeys.Host
            ? token.TenantKey
            : null;
}
