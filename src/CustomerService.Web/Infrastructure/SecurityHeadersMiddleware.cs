namespace CustomerService.Web.Infrastructure;

/// <summary>
/// Headers of every answer. Pages set their own <see cref="ContentSecurityPolicy"/>; whatever else is sent may load
/// nothing.
/// </summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next, IHostEnvironment environment)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy = ContentSecurityPolicy.OfFiles;
            }

            ApplyOthers(headers);

            // A developer's "localhost" serves other things over http, too.
            if (context.Request.IsHttps && !environment.IsDevelopment())
            {
                // This name only: what else stands under a company's own domain is not ours to decide.
                headers.StrictTransportSecurity = "max-age=31536000";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>For plain pages that are written before or beside the pipeline.</summary>
    public static void Apply(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy.OfPlainPages;
        ApplyOthers(headers);
    }

    private static void ApplyOthers(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
    }
}
