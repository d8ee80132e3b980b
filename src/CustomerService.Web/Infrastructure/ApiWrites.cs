using CustomerService.Framework.EntityFrameworkCore.Idempotency;

namespace CustomerService.Web.Infrastructure;

/// <summary>What holds for every write of the API, whichever module it belongs to.</summary>
internal static class ApiWrites
{
    public static void UseApiWrites(this IApplicationBuilder api)
    {
        api.Use(
            (context, next) =>
            {
                // An error names the value that was wrong: then the body is read a second time.
                context.Request.EnableBuffering();
                return next(context);
            }
        );
        api.UseMiddleware<IdempotencyMiddleware>();
    }
}
