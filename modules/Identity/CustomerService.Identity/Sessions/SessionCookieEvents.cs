using CustomerService.Framework.Errors;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace CustomerService.Identity.Sessions;

/// <summary>
/// A cookie counts for its own tenant and while its session lasts; programs get problem details instead of a sign-in
/// page.
/// </summary>
internal sealed class SessionCookieEvents(SessionManager sessions, ICurrentTenant tenant, IStringLocalizer localizer)
    : CookieAuthenticationEvents,
        ISingletonDependency
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var current = context.Principal is null ? null : await sessions.RevalidateAsync(context.Principal);
        if (current is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentitySchemes.Cookie);
        }
        else if (!ReferenceEquals(current, context.Principal))
        {
            context.ReplacePrincipal(current);
            context.ShouldRenew = true;
        }
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (ApiProblems.IsForProgram(context.Request))
        {
            return ApiProblems.WriteAsync(
                context.HttpContext,
                StatusCodes.Status401Unauthorized,
                localizer[FrameworkErrorCodes.SignInNeeded],
                FrameworkErrorCodes.SignInNeeded
            );
        }

        var page = tenant.Id is null ? "/host/signin" : "/signin";
        var wanted = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
        context.Response.Redirect($"{page}?returnUrl={Uri.EscapeDataString(wanted)}");
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (ApiProblems.IsForProgram(context.Request))
        {
            return ApiProblems.WriteAsync(
                context.HttpContext,
                StatusCodes.Status403Forbidden,
                localizer[FrameworkErrorCodes.Forbidden],
                FrameworkErrorCodes.Forbidden
            );
        }

        context.Response.Redirect("/denied");
        return Task.CompletedTask;
    }
}
