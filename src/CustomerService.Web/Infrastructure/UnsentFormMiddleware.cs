using System.Text;
using CustomerService.Framework.Blazor.Forms;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace CustomerService.Web.Infrastructure;

/// <summary>
/// Gives back what somebody wrote whenever a form is not taken: the token belongs to another sign-in (a mail link was
/// opened beside it, cookies were lost), the page no longer has the form, the session ended, a limit or a fault stood
/// in between. The page is then rendered as if it had been asked for, with the form at hand as <see cref="UnsentForm"/>;
/// nothing of the form is acted upon. Must stand inside the pages for status codes and errors, and before routing.
/// </summary>
internal sealed class UnsentFormMiddleware(RequestDelegate next)
{
    /// <summary>A form that nobody has read yet is only read when it is no larger: texts, not files.</summary>
    private const long MostUnread = 1024 * 1024;

    private const string HandlerName = "_handler";

    public async Task InvokeAsync(HttpContext context)
    {
        if (
            !HttpMethods.IsPost(context.Request.Method)
            || !context.Request.HasFormContentType
            || context.Request.Path.StartsWithSegments("/api")
        )
        {
            await next(context);
            return;
        }

        if (context.Features.Get<IStatusCodeReExecuteFeature>() is { } status)
        {
            await KeepAsync(context, UnsentReason.Failed, status.OriginalPath + status.OriginalQueryString);
            await next(context);
            return;
        }

        if (context.Features.Get<IExceptionHandlerPathFeature>() is { } failure)
        {
            await KeepAsync(context, UnsentReason.Failed, failure.Path);
            await next(context);
            return;
        }

        // Held back, because a page that did not take the form may already have begun to answer.
        var body = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            await next(context);
            await GiveBackAsync(context, answer);
        }
        finally
        {
            context.Response.Body = body;
        }

        if (answer.Length > 0)
        {
            answer.Position = 0;
            await answer.CopyToAsync(body, context.RequestAborted);
        }
    }

    private async Task GiveBackAsync(HttpContext context, MemoryStream answer)
    {
        var request = context.Request;
        var address = request.Path + request.QueryString;
        var isPage = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
        if (isPage && context.Response.StatusCode == StatusCodes.Status302Found && IsSentToSignIn(context))
        {
            await KeepAsync(context, UnsentReason.SignedOut, address);
            await RenderAsync(context, "/error/401", StatusCodes.Status401Unauthorized);
        }
        else if (isPage && context.Response.StatusCode == StatusCodes.Status400BadRequest)
        {
            var isStale = context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false };
            await KeepAsync(context, isStale ? UnsentReason.Stale : UnsentReason.Gone, address);
            if (IsFromElsewhere(request))
            {
                await RenderAsync(context, "/error/400", StatusCodes.Status400BadRequest);
                return;
            }

            await RenderAsync(context, request.Path, StatusCodes.Status200OK);
            if (isStale && !HasForm(answer, request.Form[HandlerName].ToString()))
            {
                await KeepAsync(context, UnsentReason.Gone, address);
                await RenderAsync(context, request.Path, StatusCodes.Status200OK);
            }

            if (context.Response.StatusCode is >= 300 and < 400)
            {
                // The page would lead elsewhere, and the words would stay behind.
                await KeepAsync(context, UnsentReason.Gone, address);
                await RenderAsync(context, "/error/400", StatusCodes.Status400BadRequest);
            }

            // Shown anew, but not done: whoever reads only the status must not think so.
            context.Response.StatusCode = Math.Max(context.Response.StatusCode, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task KeepAsync(HttpContext context, UnsentReason reason, string address)
    {
        // From here on the page is only looked at: what the form says is shown to its writer, never done.
        context.Request.Method = HttpMethods.Get;
        context.Features.Set<IAntiforgeryValidationFeature>(null);
        var isRead = context.Features.Get<IFormFeature>()?.Form is not null;
        var form = FormCollection.Empty as IFormCollection;
        if (!IsFromElsewhere(context.Request) && (isRead || context.Request.ContentLength is <= MostUnread))
        {
            try
            {
                form = await context.Request.ReadFormAsync(context.RequestAborted);
            }
            catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or IOException)
            {
                // Cut off or malformed: there is nothing to give back.
            }
        }

        context.Features.Set(new UnsentForm(reason, form, address));
    }

    private async Task RenderAsync(HttpContext context, PathString path, int status)
    {
        context.Response.Clear();
        context.Response.StatusCode = status;
        context.Request.Path = path;
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        var services = context.RequestServices;
        await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await next(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }

    private static bool IsSentToSignIn(HttpContext context) =>
        context.User.Identity?.IsAuthenticated != true
        && context.Response.Headers.Location.ToString().Contains("/signin?returnUrl=", StringComparison.OrdinalIgnoreCase);

    private static bool HasForm(MemoryStream page, string handler) =>
        Encoding
            .UTF8.GetString(page.GetBuffer(), 0, (int)page.Length)
            .Contains($"name=\"{HandlerName}\" value=\"{handler}\"", StringComparison.Ordinal);

    /// <summary>Another site's words must not appear as this person's own.</summary>
    internal static bool IsFromElsewhere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site.Length > 0
            ? site is not ("same-origin" or "none")
            : Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority != request.Host.Value;
    }
}
