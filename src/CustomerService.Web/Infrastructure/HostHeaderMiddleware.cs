using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using Microsoft.Extensions.Localization;

namespace CustomerService.Web.Infrastructure;

/// <summary>
/// Everything behind it makes addresses from the host name of the request: one that is no name (<c>xn--acme</c>, port 99999, empty) ends
/// here with 400. Probes come without a name and do not need one.
/// </summary>
internal sealed class HostHeaderMiddleware(RequestDelegate next, IStringLocalizer localizer)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/health") || IsHost(context.Request))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        SecurityHeadersMiddleware.Apply(context.Response.Headers);
        using var culture = LocalizerExtensions.UseCulture(RequestLanguage.Of(context));
        return PlainPage.WriteAsync(context, localizer["Framework.ErrorPage.Invalid"], localizer["Framework.ErrorPage.Invalid.Host"]);
    }

    private static bool IsHost(HttpRequest request)
    {
        try
        {
            var host = request.Host;
            return host.Host.Length > 0
                && Uri.CheckHostName(host.Host.Trim('[', ']')) != UriHostNameType.Unknown
                && Uri.TryCreate($"{request.Scheme}://{host.ToUriComponent()}/", UriKind.Absolute, out var address)
                && address is { UserInfo: "", AbsolutePath: "/", IdnHost.Length: > 0 };
        }
        catch (Exception e) when (e is ArgumentException or UriFormatException)
        {
            // Punycode that means nothing.
            return false;
        }
    }
}
