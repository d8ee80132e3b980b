using CustomerService.Framework.Errors;
using CustomerService.Framework.Localization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CustomerService.Web.Infrastructure;

/// <summary>The one place where a rule's "no" becomes HTTP: problem details for the API, the error page for people.</summary>
internal sealed class BusinessExceptionHandler(IStringLocalizer localizer) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var status = exception switch
        {
            BusinessException e => e.Kind.ToStatusCode(),
            BadHttpRequestException e => e.StatusCode,
            _ => StatusCodes.Status500InternalServerError,
        };
        context.Response.StatusCode = status;

        // By now the request's own path is the error page's.
        PathString path = context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context.Request.Path;
        if (!path.StartsWithSegments("/api"))
        {
            return false;
        }

        var error = exception as BusinessException;
        var problem = new ProblemDetails
        {
            Status = status,
            Title = error is null
                ? status == 500
                    ? localizer[FrameworkErrorCodes.Unexpected]
                    : exception.Message
                : localizer.Sentence(error),
            Extensions =
            {
                ["code"] = error?.Code ?? (status == 500 ? FrameworkErrorCodes.Unexpected : FrameworkErrorCodes.InvalidInput),
                ["traceId"] = context.TraceIdentifier,
            },
        };
        if (error is InputValidationException invalid)
        {
            problem.Extensions["errors"] = invalid
                .Problems.GroupBy(p => p.Member)
                .ToDictionary(g => g.Key, g => g.Select(p => p.Message).ToArray());
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
