using System.Globalization;
using System.Net;
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

    private Task WritePageAsync(HttpContext context, string title, string text, bool isUnknown)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        var link = isUnknown
            ? $"""<div class="cs-actions"><a class="cs-btn cs-btn--primary" href="{Encode(urls.Absolute(null, "/signin"))}">{Encode(localizer["Tenants.NoTenant.Find"])}</a></div>"""
            : "";
        return context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="{CultureInfo.CurrentUICulture.Name}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>{Encode(
                title
            )}</title><link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/css/tokens.css"><link rel="stylesheet" href="/css/site.css"></head>
            <body><div class="cs-page"><main id="main" class="cs-main"><div class="cs-wrap cs-wrap--narrow"><div class="cs-empty">
            <svg aria-hidden="true"><use href="/img/empty.svg#empty-search"/></svg><h1>{Encode(title)}</h1><p>{Encode(text)}</p>{link}
            </div></div></main></div></body></html>
            """,
            context.RequestAborted
        );
    }

    private static string LanguageOf(HttpContext context, TenantInfo? tenant) =>
        tenant?.Language
        ?? (context.Request.Headers.AcceptLanguage.ToString().StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-Hans" : "en");

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
