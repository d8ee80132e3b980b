using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CustomerService.Web.Infrastructure;

/// <summary>The one place where a rule's "no" becomes HTTP: problem details for the API, the error page for people.</summary>
internal sealed class BusinessExceptionHandler(IStringLocalizer localizer, ApiErrors errors, OutagePage outagePage) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var outage = Outage.Of(exception);
        exception = outage ?? exception;
        var status = exception switch
        {
            BusinessException e => e.Kind.ToStatusCode(),
            BadHttpRequestException e => e.StatusCode,
            _ => StatusCodes.Status500InternalServerError,
        };
        context.Response.StatusCode = status;

        // By now the request's own path is the error page's.
        PathString path = context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context.Request.Path;
        if (outage is not null)
        {
            context.Response.Headers.RetryAfter = Outage.RetryAfter;
        }

        if (!path.StartsWithSegments("/api"))
        {
            if (outage is not null)
            {
                await outagePage.WriteAsync(context, outage, path);
                return true;
            }

            // The error page is shown, not sent to: it knows no PUT and no DELETE and would answer 405.
            // A form is left as it is: UnsentFormMiddleware gives its words back.
            if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.HasFormContentType)
            {
                context.Request.Method = HttpMethods.Get;
            }

            return false;
        }

        var error = exception as BusinessException;
        var wrong = await errors.OfAsync(exception, context.Request);
        var problem = new ProblemDetails
        {
            Status = status,
            Title =
                error is not null ? localizer.Sentence(error)
                : status == 500 ? localizer[FrameworkErrorCodes.Unexpected]
                : wrong?.Title ?? exception.Message,
            Extensions =
            {
                ["code"] = error?.Code ?? (status == 500 ? FrameworkErrorCodes.Unexpected : FrameworkErrorCodes.InvalidInput),
                ["traceId"] = context.TraceIdentifier,
            },
        };
        if (wrong is { Errors.Count: > 0 })
        {
            problem.Extensions["errors"] = wrong.Errors;
            problem.Extensions["values"] = wrong.Values;
        }

        await context.Response.WriteAsJsonAsync(
            problem,
            (System.Text.Json.JsonSerializerOptions?)null,
            "application/problem+json",
            cancellationToken
        );
        return true;
    }
}
