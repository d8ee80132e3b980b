using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Identity.SignIn;

/// <summary>POST only, and only from this site's own pages: another site must not be able to sign somebody out.</summary>
internal static class SignOutEndpoint
{
    public static void MapSignOut(this WebApplication app) =>
        app.MapPost(
                "/signout",
                async (ISignInAppService signIn, HttpContext context) =>
                {
                    if (context.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
                    {
                        return Results.BadRequest();
                    }

                    await signIn.SignOutAsync(context.RequestAborted);
                    return Results.LocalRedirect("/signin?signedOut=true");
                }
            )
            .AllowAnonymous()
            .DisableAntiforgery()
            .ExcludeFromDescription();
}
