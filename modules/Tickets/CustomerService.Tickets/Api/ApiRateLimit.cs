using System.Globalization;
using System.Threading.RateLimiting;
using CustomerService.Framework.Users;
using CustomerService.Identity.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CustomerService.Tickets.Api;

/// <summary>Each API token has its own allowance, so that one program that runs wild does not stop the others. <c>Api:RequestsPerMinute</c>.</summary>
internal static class ApiRateLimit
{
    public const string Policy = "api";

    /// <summary>What a busy integration never reaches and an endless loop does at once.</summary>
    private const int DefaultPerMinute = 60_000;

    public static void AddApiRateLimit(this IServiceCollection services, IConfiguration configuration)
    {
        var perMinute = Math.Max(1, configuration.GetValue("Api:RequestsPerMinute", DefaultPerMinute));
        services.Configure<RateLimiterOptions>(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(Policy, http => RateLimitPartition.GetTokenBucketLimiter(CallerOf(http), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = perMinute,
                TokensPerPeriod = Math.Max(1, perMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60 / perMinute)),
                QueueLimit = 0,
            }));
            options.OnRejected = RejectAsync;
        });
    }

    private static string CallerOf(HttpContext http) =>
        (http.User.FindFirst(IdentityClaims.TokenId) ?? http.User.FindFirst(CustomerServiceClaims.UserId))?.Value ?? http.Connection.RemoteIpAddress?.ToString() ?? "";

    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var http = context.HttpContext;
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 1;
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        var sentence = http.RequestServices.GetRequiredService<IStringLocalizer>()[TicketErrorCodes.TooManyRequests].Value;
        await Microsoft.AspNetCore.Http.Results.Problem(sentence, statusCode: StatusCodes.Status429TooManyRequests, extensions: new Dictionary<string, object?> { ["code"] = TicketErrorCodes.TooManyRequests }).ExecuteAsync(http);
    }
}
