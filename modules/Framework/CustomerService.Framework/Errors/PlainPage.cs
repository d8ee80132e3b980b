using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace CustomerService.Framework.Errors;

/// <summary>A page that needs nothing but style sheets: for answers that must come also when nobody knows whose page it is, or no
/// database is there.</summary>
public static class PlainPage
{
    /// <param name="actions">HTML, already encoded.</param>
    public static Task WriteAsync(HttpContext context, string title, string text, string actions = "")
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="{CultureInfo.CurrentUICulture.Name}"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>{Encode(
                title
            )}</title><link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/css/tokens.css">
            <link rel="stylesheet" href="/css/site.css"></head>
            <body><div class="cs-page"><main id="main" class="cs-main"><div class="cs-wrap cs-wrap--narrow"><div class="cs-empty">
            <svg aria-hidden="true"><use href="/img/empty.svg#empty-search"/></svg><h1>{Encode(title)}</h1><p>{Encode(text)}</p>{actions}
            </div></div></main></div></body></html>
            """,
            context.RequestAborted
        );
    }

    public static string Link(string address, string text) =>
        $"""<div class="cs-actions"><a class="cs-btn cs-btn--primary" href="{Encode(address)}">{Encode(text)}</a></div>""";

    /// <summary>Sends the same fields to the same address again.</summary>
    public static string FormAgain(string address, IEnumerable<KeyValuePair<string, string>> fields, string text) =>
        $"""<form method="post" action="{Encode(address)}">{string.Concat(fields.Select(Hidden))}"""
        + $"""<div class="cs-actions"><button class="cs-btn cs-btn--primary" type="submit">{Encode(text)}</button></div></form>""";

    private static string Hidden(KeyValuePair<string, string> field) =>
        $"""<input type="hidden" name="{Encode(field.Key)}" value="{Encode(field.Value)}">""";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
