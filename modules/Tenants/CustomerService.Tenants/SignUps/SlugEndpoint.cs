using CustomerService.Framework.Localization;
using CustomerService.Framework.RateLimits;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tenants.SignUps;

/// <summary>The live hint under the address field of the sign-up form.</summary>
internal static class SlugEndpoint
{
    public static void MapSlugHint(this WebApplication app) =>
        app.MapGet(
                "/signup/address",
                async (string? slug, ISignUpAppService signUp, IStringLocalizer localizer, HttpContext context) =>
                {
                    var answer = await signUp.CheckSlugAsync(slug ?? "", context.RequestAborted);
                    var text =
                        answer.Problem is null ? localizer.Format("Tenants.SignUp.Slug.Free", ("Address", answer.Address))
                        : answer.Suggestion is null ? localizer[answer.Problem].Value
                        : $"{localizer[answer.Problem].Value} "
                            + $"{localizer.Format("Tenants.SignUp.Slug.Suggestion", ("Slug", answer.Suggestion))}";
                    context.Response.Headers.CacheControl = "no-store";
                    return Results.Ok(new { answer.Slug, Text = text });
                }
            )
            .AllowAnonymous()
            .RequireRateLimiting(RateLimitPolicies.Lookups)
            .ExcludeFromDescription()
            .WithMetadata(new HostSiteAttribute());
}
