using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using CustomerService.Framework.Modularity;
using CustomerService.Framework.MultiTenancy;
using CustomerService.Tenants.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tenants.Resolution;

/// <summary>What somebody reads at an address that is nobody's (404), or whose centre is closed for now (503).</summary>
internal sealed class NoTenantAnswer(IStringLocalizer localizer, SiteUrls urls) : ISingletonDependency
{
    /// <summary>How long a closed centre asks programs to wait.</summary>
    private const string RetryAfterSeconds = "3600";

    public Task WriteAsync(HttpContext context, TenantInfo? tenant)
    {
        using var culture = LocalizerExtensions.UseCulture(LanguageOf(context, tenant));
        var key = tenant is null ? "Tenants.NoTenant" : "Tenants.Suspended";
        var title = localizer.Format(key + ".Title", ("Name", tenant?.Name));
        var text = localizer.Format(key + ".Text", ("Name", tenant?.Name));
        context.Response.StatusCode = tenant is null ? StatusCodes.Status404NotFound : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        if (tenant is not null)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return context.Request.Path.StartsWithSegments("/api")
            ? context.Response.WriteAsJsonAsync(
                new ProblemDetails
                {
                    Title = title,
                    Detail = text,
                    Status = context.Response.StatusCode,
                },
                (System.Text.Json.JsonSerializerOptions?)null,
                "application/problem+json"
            )
            : WritePageAsync(context, title, text, isUnknown: tenant is null);
    }

    private Task WritePageAsync(HttpContext context, string title, string text, bool isUnknown) =>
        PlainPage.WriteAsync(
            context,
            title,
            text,
            isUnknown ? PlainPage.Link(urls.Absolute(null, "/signin"), localizer["Tenants.NoTenant.Find"]) : ""
        );

    private static string LanguageOf(HttpContext context, TenantInfo? tenant) =>
        tenant?.Language
        ?? (context.Request.Headers.AcceptLanguage.ToString().StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-Hans" : "en");
}
